<?xml version="1.0" encoding="UTF-8"?>
<!-- 10. FR-Note-de-progression (1.2.250.1.213.1.1.2.25): phase and progression of the cancer. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:variable name="progressions" as="xs:string*" select="'MED-246', 'MED-247', 'MED-248'"/>
  <xsl:variable name="progression-labels" as="xs:string" select="
    '|MED-246=Progression locale du cancer|MED-247=Progression régionale du cancer|'
    || 'MED-248=Progression à distance du cancer|'"/>

  <xsl:template name="fr-note-de-progression">
    <xsl:variable name="section" select="dcc:section('25')"/>
    <xsl:variable name="entries" select="dcc:entries($section)"/>
    <xsl:variable name="phase" select="dcc:with-code($entries, 'MED-243')[1]"/>
    <xsl:variable name="progression" select="dcc:with-code($entries, 'MED-245')[1]"/>
    <xsl:variable name="absent"
      select="if ($phase) then dcc:absence($phase) else dcc:empty-reason($section)"/>
    <section>
      <templateId root="1.3.6.1.4.1.19376.1.5.3.1.1.13.2.7"/>
      <templateId root="1.2.250.1.213.1.1.2.25"/>
      <xsl:call-template name="section-head">
        <xsl:with-param name="arc" select="'10'"/>
        <xsl:with-param name="code" select="'18733-6'"/>
        <xsl:with-param name="display" select="'Note de progression'"/>
        <xsl:with-param name="title" select="'Phase et progression du cancer'"/>
      </xsl:call-template>
      <text>
        <table border="0">
          <tbody>
            <xsl:sequence select="dcc:row(
              'Phase' || dcc:date-fr(dcc:when($phase)) ! (' (' || . || ')'),
              'phase',
              if ($phase) then dcc:value-text($phase) else dcc:null-label($absent))"/>
            <xsl:if test="$progression">
              <xsl:sequence select="dcc:row(
                'Progression' || dcc:date-fr(dcc:when($progression)) ! (' (' || . || ')'),
                'progression',
                dcc:value-text($progression))"/>
              <xsl:for-each select="$progressions">
                <xsl:sequence select="dcc:row(dcc:lookup($progression-labels, .), 'progression-' || .,
                  dcc:component-text($progression, .))"/>
              </xsl:for-each>
            </xsl:if>
            <xsl:sequence select="dcc:row('Commentaires / Précisions', 'commentaire-phase',
              dcc:notes($phase))"/>
            <xsl:sequence select="dcc:row('Précisions sur la progression', 'commentaire-progression',
              dcc:notes($progression))"/>
          </tbody>
        </table>
        <xsl:call-template name="author-words">
          <xsl:with-param name="section" select="$section"/>
        </xsl:call-template>
      </text>
      <entry>
        <observation classCode="OBS" moodCode="EVN" negationInd="false">
          <xsl:call-template name="simple-observation">
            <xsl:with-param name="resource" select="$phase"/>
            <xsl:with-param name="arc" select="'10.1'"/>
            <xsl:with-param name="code" select="'MED-243'"/>
            <xsl:with-param name="display" select="'Phase du cancer'"/>
            <xsl:with-param name="reference" select="'phase'"/>
            <xsl:with-param name="date" select="dcc:when($phase)"/>
          </xsl:call-template>
          <value xsi:type="CD">
            <xsl:call-template name="cd">
              <xsl:with-param name="concept" select="$phase/valueCodeableConcept"/>
              <xsl:with-param name="set" select="$vs-phase-cancer"/>
              <xsl:with-param name="absent" select="$absent"/>
            </xsl:call-template>
          </value>
          <xsl:call-template name="comment">
            <xsl:with-param name="text" select="dcc:notes($phase)"/>
            <xsl:with-param name="arc" select="'10.2'"/>
            <xsl:with-param name="reference" select="'commentaire-phase'"/>
          </xsl:call-template>
        </observation>
      </entry>
      <xsl:if test="$progression">
        <entry>
          <observation classCode="OBS" moodCode="EVN" negationInd="false">
            <xsl:call-template name="simple-observation">
              <xsl:with-param name="resource" select="$progression"/>
              <xsl:with-param name="code" select="'MED-245'"/>
              <xsl:with-param name="display" select="'Progression du cancer'"/>
              <xsl:with-param name="reference" select="'progression'"/>
              <xsl:with-param name="date" select="dcc:when($progression)"/>
            </xsl:call-template>
            <xsl:call-template name="bl">
              <xsl:with-param name="value" select="$progression/valueBoolean/@value"/>
              <xsl:with-param name="absent" select="dcc:absence($progression)"/>
            </xsl:call-template>
            <xsl:for-each select="$progressions">
              <xsl:variable name="component" select="dcc:with-code($progression/component, .)[1]"/>
              <xsl:if test="$component">
                <entryRelationship typeCode="COMP">
                  <observation classCode="OBS" moodCode="EVN">
                    <xsl:call-template name="simple-observation">
                      <xsl:with-param name="arc" select="'10.3.' || position()"/>
                      <xsl:with-param name="code" select="."/>
                      <xsl:with-param name="display" select="dcc:lookup($progression-labels, .)"/>
                      <xsl:with-param name="reference" select="'progression-' || ."/>
                    </xsl:call-template>
                    <xsl:call-template name="bl">
                      <xsl:with-param name="value" select="$component/valueBoolean/@value"/>
                      <xsl:with-param name="absent" select="dcc:absence($component)"/>
                    </xsl:call-template>
                  </observation>
                </entryRelationship>
              </xsl:if>
            </xsl:for-each>
            <xsl:call-template name="comment">
              <xsl:with-param name="text" select="dcc:notes($progression)"/>
              <xsl:with-param name="arc" select="'10.4'"/>
              <xsl:with-param name="reference" select="'commentaire-progression'"/>
            </xsl:call-template>
          </observation>
        </entry>
      </xsl:if>
    </section>
  </xsl:template>

</xsl:stylesheet>
