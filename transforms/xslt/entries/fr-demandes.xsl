<?xml version="1.0" encoding="UTF-8"?>
<!-- Requests of the proposal: FR-Rencontre (1.2.250.1.213.1.1.3.58), FR-Demande-d-examen
     (1.2.250.1.213.1.1.3.27). -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- FHIR request-priority to HL7 ActPriority: code#designation. -->
  <xsl:variable name="priorities" as="xs:string" select="
    '|routine=R#de routine|urgent=UR#urgent|asap=A#dès que possible|stat=S#immédiat|'"/>

  <!-- ENC/ARQ: passage in an RCP de recours, surveillance. The context is the ServiceRequest. -->
  <xsl:template name="planned-encounter">
    <xsl:param name="reference" required="yes"/>
    <xsl:variable name="priority" select="dcc:lookup($priorities, string(priority/@value))"/>
    <entry>
      <encounter classCode="ENC" moodCode="ARQ">
        <templateId root="2.16.840.1.113883.10.20.1.25"/>
        <templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.14"/>
        <templateId root="1.2.250.1.213.1.1.3.58"/>
        <xsl:sequence select="dcc:entry-id(., ())"/>
        <xsl:call-template name="observation-code">
          <xsl:with-param name="code" select="code/coding/code/@value[. = ('ORG-120', 'MED-226')]"/>
          <xsl:with-param name="display" select="
            if (code/coding/code/@value = 'ORG-120') then 'Passage en RCP recours'
              else 'Surveillance seule'"/>
        </xsl:call-template>
        <text><reference value="#{$reference}"/></text>
        <xsl:if test="occurrencePeriod or occurrenceDateTime">
          <xsl:call-template name="effective-period">
            <xsl:with-param name="low"
              select="(occurrencePeriod/start/@value, occurrenceDateTime/@value)[1]"/>
            <xsl:with-param name="high" select="occurrencePeriod/end/@value"/>
          </xsl:call-template>
        </xsl:if>
        <priorityCode>
          <xsl:choose>
            <xsl:when test="$priority">
              <xsl:attribute name="code" select="substring-before($priority, '#')"/>
              <xsl:attribute name="displayName" select="substring-after($priority, '#')"/>
              <xsl:attribute name="codeSystem" select="'2.16.840.1.113883.5.7'"/>
              <xsl:attribute name="codeSystemName" select="'HL7_ActPriority'"/>
            </xsl:when>
            <xsl:otherwise><xsl:attribute name="nullFlavor" select="'NI'"/></xsl:otherwise>
          </xsl:choose>
        </priorityCode>
      </encounter>
    </entry>
  </xsl:template>

  <!-- OBS/PRP: an exam or an expert opinion asked for. -->
  <xsl:template name="planned-exam">
    <xsl:param name="reference" required="yes"/>
    <entry>
      <observation classCode="OBS" moodCode="PRP">
        <templateId root="2.16.840.1.113883.10.20.1.25"/>
        <templateId root="1.3.6.1.4.1.19376.1.5.3.1.1.20.3.1"/>
        <templateId root="1.2.250.1.213.1.1.3.27"/>
        <xsl:sequence select="dcc:entry-id(., ())"/>
        <xsl:call-template name="observation-code">
          <xsl:with-param name="code" select="'ORG-064'"/>
          <xsl:with-param name="display" select="'Demande d''examen ou de suivi'"/>
        </xsl:call-template>
        <text><reference value="#{$reference}"/></text>
        <statusCode code="active"/>
        <xsl:call-template name="effective-period">
          <xsl:with-param name="low" select="(occurrencePeriod/start/@value, occurrenceDateTime/@value)[1]"/>
          <xsl:with-param name="high" select="occurrencePeriod/end/@value"/>
          <xsl:with-param name="absent" select="'NAV'"/>
        </xsl:call-template>
      </observation>
    </entry>
  </xsl:template>

</xsl:stylesheet>
