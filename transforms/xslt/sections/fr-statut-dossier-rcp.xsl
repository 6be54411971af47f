<?xml version="1.0" encoding="UTF-8"?>
<!-- 16. FR-Statut-dossier-RCP (1.2.250.1.213.1.1.2.33): record complete, quorum and its evidence. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="fr-statut-dossier-rcp">
    <xsl:variable name="section" select="dcc:section('33')"/>
    <xsl:variable name="entries" select="dcc:entries($section)"/>
    <xsl:variable name="complete" select="dcc:with-code($entries, 'GEN-100')[1]"/>
    <xsl:variable name="quorum" select="dcc:with-code($entries, 'ORG-125')[1]"/>
    <section>
      <templateId root="1.2.250.1.213.1.1.2.33"/>
      <xsl:call-template name="section-head">
        <xsl:with-param name="arc" select="'16'"/>
        <xsl:with-param name="code" select="'21874-3'"/>
        <xsl:with-param name="display" select="'Statut du dossier présenté en RCP'"/>
        <xsl:with-param name="title" select="'Statut du dossier présenté et quorum'"/>
      </xsl:call-template>
      <text>
        <table border="0">
          <tbody>
            <xsl:sequence select="dcc:row('Dossier complet', 'dossier-complet', dcc:value-text($complete))"/>
            <xsl:sequence select="dcc:row('Commentaire sur le dossier', 'commentaire-dossier',
              dcc:notes($complete))"/>
            <xsl:sequence select="dcc:row('Quorum', 'quorum', dcc:value-text($quorum))"/>
            <xsl:for-each select="dcc:with-code($quorum/component, 'quorum-evidence')">
              <xsl:sequence select="dcc:row(
                'Compétence représentée',
                (),
                string-join(( valueCodeableConcept/coding/display/@value,
                  valueCodeableConcept/text/@value), ' : '))"/>
            </xsl:for-each>
            <xsl:sequence select="dcc:row('Commentaire sur le quorum', 'commentaire-quorum',
              dcc:notes($quorum))"/>
          </tbody>
        </table>
        <xsl:call-template name="author-words">
          <xsl:with-param name="section" select="$section"/>
        </xsl:call-template>
      </text>
      <entry>
        <organizer classCode="CLUSTER" moodCode="EVN">
          <templateId root="1.2.250.1.213.1.1.3.7"/>
          <id root="{$document-id}.16.1"/>
          <code code="GEN-099" displayName="Information RCP" codeSystem="1.2.250.1.213.1.1.4.322"
            codeSystemName="TerminologieCISIS"/>
          <statusCode code="completed"/>
          <component>
            <observation classCode="OBS" moodCode="EVN">
              <xsl:call-template name="simple-observation">
                <xsl:with-param name="resource" select="$complete"/>
                <xsl:with-param name="arc" select="'16.2'"/>
                <xsl:with-param name="code" select="'GEN-100'"/>
                <xsl:with-param name="display" select="'Dossier complet'"/>
                <xsl:with-param name="reference" select="'dossier-complet'"/>
                <xsl:with-param name="date" select="dcc:when($complete)"/>
              </xsl:call-template>
              <xsl:call-template name="bl">
                <xsl:with-param name="value" select="$complete/valueBoolean/@value"/>
                <xsl:with-param name="absent" select="dcc:absence($complete)"/>
              </xsl:call-template>
            </observation>
          </component>
          <component>
            <observation classCode="OBS" moodCode="EVN">
              <xsl:call-template name="simple-observation">
                <xsl:with-param name="resource" select="$quorum"/>
                <xsl:with-param name="arc" select="'16.3'"/>
                <xsl:with-param name="code" select="'ORG-125'"/>
                <xsl:with-param name="display" select="'Quorum RCP'"/>
                <xsl:with-param name="reference" select="'quorum'"/>
                <xsl:with-param name="date" select="dcc:when($quorum)"/>
              </xsl:call-template>
              <value xsi:type="CD">
                <xsl:call-template name="cd">
                  <xsl:with-param name="concept" select="$quorum/valueCodeableConcept"/>
                  <xsl:with-param name="set" select="$vs-statut-quorum"/>
                  <xsl:with-param name="absent" select="dcc:absence($quorum)"/>
                </xsl:call-template>
              </value>
            </observation>
          </component>
          <xsl:for-each select="$complete[note]">
            <component typeCode="COMP">
              <xsl:call-template name="comment-act">
                <xsl:with-param name="arc" select="'16.4'"/>
                <xsl:with-param name="reference" select="'commentaire-dossier'"/>
                <xsl:with-param name="date" select="dcc:when(.)"/>
              </xsl:call-template>
            </component>
          </xsl:for-each>
          <xsl:for-each select="$quorum[note]">
            <component typeCode="COMP">
              <xsl:call-template name="comment-act">
                <xsl:with-param name="arc" select="'16.5'"/>
                <xsl:with-param name="reference" select="'commentaire-quorum'"/>
                <xsl:with-param name="date" select="dcc:when(.)"/>
              </xsl:call-template>
            </component>
          </xsl:for-each>
        </organizer>
      </entry>
    </section>
  </xsl:template>

</xsl:stylesheet>
