<?xml version="1.0" encoding="UTF-8"?>
<!-- 7. FR-Historique-des-grossesses (1.2.250.1.213.1.1.2.77), new in 2025.01. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:variable name="pregnancy-labels" as="xs:string" select="
    '|11996-6=Gestité (nombre total de grossesses y compris actuelle)|'
    || '11977-6=Parité (nombre total d''accouchements y compris actuel)|ORG-173=Projet de grossesse|'"/>

  <xsl:template name="fr-historique-des-grossesses">
    <xsl:variable name="section" select="dcc:section('77')[1]"/>
    <xsl:variable name="observations"
      select="dcc:with-code(dcc:entries($section), ('11996-6', '11977-6', 'ORG-173'))"/>
    <xsl:if test="$section">
      <section>
        <templateId root="1.3.6.1.4.1.19376.1.5.3.1.1.5.3.4"/>
        <templateId root="1.2.250.1.213.1.1.2.77"/>
        <xsl:call-template name="section-head">
          <xsl:with-param name="arc" select="'7'"/>
          <xsl:with-param name="code" select="'10162-6'"/>
          <xsl:with-param name="display" select="'Historique des grossesses'"/>
          <xsl:with-param name="title" select="'Historique des grossesses'"/>
        </xsl:call-template>
        <xsl:choose>
          <xsl:when test="$observations">
            <text>
              <table border="0">
                <tbody>
                  <xsl:for-each select="$observations">
                    <xsl:sequence select="dcc:row(
                      dcc:lookup($pregnancy-labels, dcc:pregnancy-code(.)),
                      'grossesse-' || position(),
                      dcc:value-text(.))"/>
                    <xsl:sequence select="dcc:row('Commentaire', (), dcc:notes(.))"/>
                  </xsl:for-each>
                </tbody>
              </table>
              <xsl:call-template name="author-words">
                <xsl:with-param name="section" select="$section"/>
              </xsl:call-template>
            </text>
          </xsl:when>
          <xsl:otherwise>
            <xsl:call-template name="plain-text">
              <xsl:with-param name="section" select="$section"/>
            </xsl:call-template>
          </xsl:otherwise>
        </xsl:choose>
        <xsl:for-each select="$observations">
          <xsl:variable name="code" select="dcc:pregnancy-code(.)"/>
          <entry>
            <observation classCode="OBS" moodCode="EVN">
              <templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.13"/>
              <templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.13.5"/>
              <templateId root="1.2.250.1.213.1.1.3.53"/>
              <xsl:sequence select="dcc:entry-id(., ())"/>
              <xsl:call-template name="observation-code">
                <xsl:with-param name="code" select="$code"/>
                <xsl:with-param name="display" select="dcc:lookup($pregnancy-labels, $code)"/>
                <xsl:with-param name="loinc" select="$code ne 'ORG-173'"/>
              </xsl:call-template>
              <text><reference value="#grossesse-{position()}"/></text>
              <statusCode code="completed"/>
              <xsl:call-template name="effective-time">
                <xsl:with-param name="date" select="dcc:when(.)"/>
                <xsl:with-param name="absent" select="'NA'"/>
              </xsl:call-template>
              <xsl:choose>
                <xsl:when test="$code eq 'ORG-173'">
                  <xsl:call-template name="bl">
                    <xsl:with-param name="value" select="valueBoolean/@value"/>
                    <xsl:with-param name="absent" select="dcc:absence(.)"/>
                  </xsl:call-template>
                </xsl:when>
                <xsl:otherwise>
                  <xsl:call-template name="int">
                    <xsl:with-param name="value" select="valueInteger/@value"/>
                    <xsl:with-param name="absent" select="dcc:absence(.)"/>
                  </xsl:call-template>
                </xsl:otherwise>
              </xsl:choose>
            </observation>
          </entry>
        </xsl:for-each>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:function name="dcc:pregnancy-code" as="xs:string">
    <xsl:param name="observation" as="element()"/>
    <xsl:sequence
      select="($observation/code/coding/code/@value[dcc:lookup($pregnancy-labels, .)])[1]"/>
  </xsl:function>

</xsl:stylesheet>
