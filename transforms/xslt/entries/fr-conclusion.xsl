<?xml version="1.0" encoding="UTF-8"?>
<!-- Conclusion of a report (CRO, CR-ACP, CR-GM): who made the act, who wrote, who took the sample. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="conclusion-narrative">
    <xsl:param name="id" as="xs:string"/>
    <xsl:param name="performer" as="xs:string"/>
    <xsl:variable name="specimen" select="dcc:resource(specimen)"/>
    <table border="0">
      <tbody>
        <xsl:if test="$specimen">
          <xsl:call-template name="optional-row">
            <xsl:with-param name="label" select="'Prélèvement'"/>
            <xsl:with-param name="text" select="$specimen/type ! dcc:concept-text(.)"/>
          </xsl:call-template>
          <xsl:call-template name="row">
            <xsl:with-param name="label" select="'Date du prélèvement'"/>
            <xsl:with-param name="text"
              select="(dcc:date-fr(dcc:collected($specimen)), dcc:null-label('UNK'))[1]"/>
          </xsl:call-template>
          <xsl:call-template name="optional-row">
            <xsl:with-param name="label" select="'Préleveur'"/>
            <xsl:with-param name="text" select="dcc:role-text(dcc:resource($specimen/collection/collector))"/>
          </xsl:call-template>
        </xsl:if>
        <xsl:call-template name="row">
          <xsl:with-param name="label" select="'Date'"/>
          <xsl:with-param name="text" select="(dcc:date-fr(dcc:when(.)), dcc:null-label('UNK'))[1]"/>
        </xsl:call-template>
        <xsl:for-each select="performer ! dcc:resource(.)">
          <xsl:call-template name="row">
            <xsl:with-param name="label" select="$performer"/>
            <xsl:with-param name="text" select="dcc:role-text(.)"/>
          </xsl:call-template>
        </xsl:for-each>
        <xsl:call-template name="optional-row">
          <xsl:with-param name="label" select="'Titre de l''examen'"/>
          <xsl:with-param name="text" select="code/text/@value"/>
        </xsl:call-template>
        <xsl:call-template name="row">
          <xsl:with-param name="label" select="'Conclusion'"/>
          <xsl:with-param name="id" select="$id"/>
          <xsl:with-param name="text" select="dcc:value-text(.)"/>
        </xsl:call-template>
        <xsl:call-template name="optional-row">
          <xsl:with-param name="label" select="'Date du compte rendu'"/>
          <xsl:with-param name="text" select="dcc:date-fr(issued/@value)"/>
        </xsl:call-template>
      </tbody>
    </table>
  </xsl:template>

  <xsl:function name="dcc:collected" as="xs:string?">
    <xsl:param name="specimen" as="element()?"/>
    <xsl:variable name="collection" select="$specimen/collection"/>
    <xsl:sequence
      select="($collection/collectedDateTime/@value, $collection/collectedPeriod/start/@value)[1]"/>
  </xsl:function>

  <xsl:template name="conclusion">
    <xsl:param name="id" as="xs:string"/>
    <xsl:param name="code" as="xs:string"/>
    <xsl:param name="display" as="xs:string"/>
    <xsl:variable name="specimen" select="dcc:resource(specimen)"/>
    <entry>
      <observation classCode="OBS" moodCode="EVN">
        <templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.13"/>
        <templateId root="1.2.250.1.213.1.1.3.48"/>
        <xsl:call-template name="entry-id"><xsl:with-param name="resource" select="."/></xsl:call-template>
        <xsl:call-template name="observation-code">
          <xsl:with-param name="code" select="$code"/>
          <xsl:with-param name="display" select="$display"/>
          <xsl:with-param name="loinc" select="true()"/>
        </xsl:call-template>
        <text><reference value="#{$id}"/></text>
        <statusCode code="completed"/>
        <xsl:call-template name="effective-period">
          <xsl:with-param name="low" select="dcc:when(.)"/>
          <xsl:with-param name="high" select="effectivePeriod/end/@value"/>
        </xsl:call-template>
        <xsl:call-template name="original-text">
          <xsl:with-param name="reference" select="$id"/>
          <xsl:with-param name="observation" select="."/>
        </xsl:call-template>
        <xsl:for-each select="performer ! dcc:resource(.)">
          <performer>
            <assignedEntity>
              <xsl:call-template name="assigned"><xsl:with-param name="role" select="."/></xsl:call-template>
            </assignedEntity>
          </performer>
        </xsl:for-each>
        <xsl:variable name="issued" select="issued/@value"/>
        <xsl:for-each select="(performer ! dcc:resource(.))[last()]">
          <author>
            <time>
              <xsl:call-template name="ts"><xsl:with-param name="date" select="$issued"/></xsl:call-template>
            </time>
            <assignedAuthor>
              <xsl:call-template name="assigned"><xsl:with-param name="role" select="."/></xsl:call-template>
            </assignedAuthor>
          </author>
        </xsl:for-each>
        <xsl:if test="$specimen/collection">
          <xsl:call-template name="sampler">
            <xsl:with-param name="role" select="dcc:resource($specimen/collection/collector)"/>
            <xsl:with-param name="date" select="dcc:collected($specimen)"/>
          </xsl:call-template>
        </xsl:if>
      </observation>
    </entry>
  </xsl:template>

  <!-- participant PRF: who took the sample, and when. -->
  <xsl:template name="sampler">
    <xsl:param name="role" as="element()?"/>
    <xsl:param name="date" as="xs:string?"/>
    <xsl:variable name="organization" select="dcc:resource($role/organization)"/>
    <participant contextControlCode="OP" typeCode="PRF">
      <time>
        <xsl:call-template name="ts"><xsl:with-param name="date" select="$date"/></xsl:call-template>
      </time>
      <participantRole>
        <xsl:call-template name="role"><xsl:with-param name="role" select="$role"/></xsl:call-template>
        <playingEntity>
          <xsl:call-template name="person-name">
            <xsl:with-param name="names" select="dcc:practitioner($role)/name"/>
          </xsl:call-template>
        </playingEntity>
        <xsl:if test="$organization">
          <scopingEntity>
            <xsl:call-template name="idnst">
              <xsl:with-param name="organization" select="$organization"/>
            </xsl:call-template>
            <desc>{$organization/name/@value}</desc>
          </scopingEntity>
        </xsl:if>
      </participantRole>
    </participant>
  </xsl:template>

</xsl:stylesheet>
