<?xml version="1.0" encoding="UTF-8"?>
<!-- 2. FR-Resultats-evenements (1.2.250.1.213.1.1.2.163): how the cancer was found. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="fr-resultats-evenements">
    <xsl:variable name="section" select="dcc:section('163')"/>
    <xsl:variable name="screenings" select="dcc:with-code(dcc:entries($section), '63921-1')"/>
    <section>
      <templateId root="1.3.6.1.4.1.19376.1.5.3.1.1.21.2.9"/>
      <templateId root="1.3.6.1.4.1.19376.1.7.3.1.1.13.7"/>
      <templateId root="1.2.250.1.213.1.1.2.163"/>
      <xsl:call-template name="section-head">
        <xsl:with-param name="arc" select="'2'"/>
        <xsl:with-param name="code" select="'42545-4'"/>
        <xsl:with-param name="display" select="'Evènements observés'"/>
        <xsl:with-param name="title" select="'Mode de découverte du cancer'"/>
      </xsl:call-template>
      <text>
        <table border="0">
          <tbody>
            <xsl:for-each select="$screenings">
              <xsl:sequence select="dcc:row('Patient issu du dépistage', 'depistage-' || position(),
                dcc:value-text(.))"/>
              <xsl:sequence select="dcc:row('Commentaire', (), dcc:notes(.))"/>
            </xsl:for-each>
            <xsl:if test="empty($screenings)">
              <xsl:sequence select="dcc:row('Patient issu du dépistage', 'depistage-1',
                dcc:null-label(dcc:empty-reason($section)))"/>
            </xsl:if>
          </tbody>
        </table>
        <xsl:call-template name="author-words">
          <xsl:with-param name="section" select="$section"/>
        </xsl:call-template>
      </text>
      <xsl:for-each select="$screenings">
        <xsl:call-template name="screening">
          <xsl:with-param name="observation" select="."/>
          <xsl:with-param name="position" select="position()"/>
        </xsl:call-template>
      </xsl:for-each>
      <xsl:if test="empty($screenings)">
        <xsl:call-template name="screening">
          <xsl:with-param name="position" select="1"/>
          <xsl:with-param name="absent" select="dcc:empty-reason($section)"/>
        </xsl:call-template>
      </xsl:if>
    </section>
  </xsl:template>

  <xsl:template name="screening">
    <xsl:param name="observation" select="()"/>
    <xsl:param name="position" required="yes"/>
    <xsl:param name="absent" select="dcc:absence($observation)"/>
    <entry>
      <observation classCode="OBS" moodCode="EVN">
        <xsl:call-template name="simple-observation">
          <xsl:with-param name="resource" select="$observation"/>
          <xsl:with-param name="arc" select="'2.' || $position"/>
          <xsl:with-param name="code" select="'63921-1'"/>
          <xsl:with-param name="display" select="'Dépistage du Cancer'"/>
          <xsl:with-param name="loinc" select="true()"/>
          <xsl:with-param name="reference" select="'depistage-' || $position"/>
          <xsl:with-param name="date" select="dcc:when($observation)"/>
        </xsl:call-template>
        <xsl:call-template name="bl">
          <xsl:with-param name="value" select="$observation/valueBoolean/@value"/>
          <xsl:with-param name="absent" select="$absent"/>
        </xsl:call-template>
      </observation>
    </entry>
  </xsl:template>

</xsl:stylesheet>
