<?xml version="1.0" encoding="UTF-8"?>
<!-- FR-Simple-Observation (1.2.250.1.213.1.1.3.48): id, code, text, statusCode, effectiveTime, value. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- Everything of a simple observation up to its value. The caller is the observation element. -->
  <xsl:template name="simple-observation">
    <!-- The resource the entry is; without one, the arc of its id. -->
    <xsl:param name="resource" select="()"/>
    <xsl:param name="arc" select="()"/>
    <!-- Code of the observation, in TerminologieCISIS unless LOINC is said. -->
    <xsl:param name="code" required="yes"/>
    <xsl:param name="display" required="yes"/>
    <xsl:param name="loinc" select="false()"/>
    <!-- ID of the narrative. -->
    <xsl:param name="reference" required="yes"/>
    <xsl:param name="date" select="()"/>
    <xsl:param name="absent-date" select="'NAV'"/>
    <!-- Further templateId, after the two of every simple observation. -->
    <xsl:param name="template" select="()"/>
    <templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.13"/>
    <templateId root="1.2.250.1.213.1.1.3.48"/>
    <xsl:if test="$template"><templateId root="{$template}"/></xsl:if>
    <xsl:sequence select="dcc:entry-id($resource, $arc)"/>
    <xsl:choose>
      <xsl:when test="$loinc">
        <code code="{$code}" displayName="{$display}" codeSystem="2.16.840.1.113883.6.1"
          codeSystemName="LOINC"/>
      </xsl:when>
      <xsl:otherwise>
        <code code="{$code}" displayName="{$display}" codeSystem="1.2.250.1.213.1.1.4.322"
          codeSystemName="TerminologieCISIS"/>
      </xsl:otherwise>
    </xsl:choose>
    <text><reference value="#{$reference}"/></text>
    <statusCode code="completed"/>
    <effectiveTime>
      <xsl:attribute name="{if ($date) then 'value' else 'nullFlavor'}"
        select="if ($date) then dcc:ts($date) else $absent-date"/>
    </effectiveTime>
  </xsl:template>

  <xsl:template name="observation-code">
    <xsl:param name="code" required="yes"/>
    <xsl:param name="display" required="yes"/>
    <xsl:param name="loinc" select="false()"/>
    <xsl:choose>
      <xsl:when test="$loinc">
        <code code="{$code}" displayName="{$display}"
          codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC"/>
      </xsl:when>
      <xsl:otherwise>
        <code code="{$code}" displayName="{$display}" codeSystem="1.2.250.1.213.1.1.4.322"
          codeSystemName="TerminologieCISIS"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- value xsi:type="BL" from FHIR's true, false or nothing. -->
  <xsl:template name="bl">
    <xsl:param name="value" select="()"/>
    <xsl:param name="absent" select="'NI'"/>
    <value xsi:type="BL">
      <xsl:attribute name="{if ($value) then 'value' else 'nullFlavor'}" select="($value, $absent)[1]"/>
    </value>
  </xsl:template>

  <!-- value xsi:type="INT", a decimal rounded upwards. -->
  <xsl:template name="int">
    <xsl:param name="value" select="()"/>
    <xsl:param name="absent" select="'NI'"/>
    <value xsi:type="INT">
      <xsl:choose>
        <xsl:when test="$value castable as xs:decimal">
          <xsl:attribute name="value" select="ceiling(xs:decimal($value))"/>
        </xsl:when>
        <xsl:otherwise><xsl:attribute name="nullFlavor" select="$absent"/></xsl:otherwise>
      </xsl:choose>
    </value>
  </xsl:template>

  <!-- value xsi:type="CD" that only points to words; no words: the reason. -->
  <xsl:template name="original-text">
    <xsl:param name="reference" required="yes"/>
    <xsl:param name="observation" select="()"/>
    <value xsi:type="CD">
      <xsl:if test="not($observation/(valueString | valueCodeableConcept | valueQuantity | valueInteger))">
        <xsl:attribute name="nullFlavor" select="dcc:absence($observation)"/>
      </xsl:if>
      <originalText><reference value="#{$reference}"/></originalText>
    </value>
  </xsl:template>

</xsl:stylesheet>
