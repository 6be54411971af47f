<?xml version="1.0" encoding="UTF-8"?>
<!-- FR-Simple-Observation (1.2.250.1.213.1.1.3.48): id, code, text, statusCode, effectiveTime, value. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- Everything of a simple observation up to its value. The caller is the observation element. -->
  <xsl:template name="simple-observation">
    <!-- The resource the entry is; without one, the arc of its id. -->
    <xsl:param name="resource" as="element()?"/>
    <xsl:param name="arc" as="xs:string?"/>
    <!-- Code of the observation, in TerminologieCISIS unless LOINC is said. -->
    <xsl:param name="code" as="xs:string"/>
    <xsl:param name="display" as="xs:string"/>
    <xsl:param name="loinc" as="xs:boolean" select="false()"/>
    <!-- ID of the narrative. -->
    <xsl:param name="reference" as="xs:string"/>
    <xsl:param name="date" as="xs:string?"/>
    <xsl:param name="absent-date" as="xs:string" select="'NAV'"/>
    <!-- Further templateId, after the two of every simple observation. -->
    <xsl:param name="template" as="xs:string?"/>
    <templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.13"/>
    <templateId root="1.2.250.1.213.1.1.3.48"/>
    <xsl:if test="$template"><templateId root="{$template}"/></xsl:if>
    <xsl:call-template name="entry-or-arc-id">
      <xsl:with-param name="resource" select="$resource"/>
      <xsl:with-param name="arc" select="$arc"/>
    </xsl:call-template>
    <xsl:call-template name="observation-code">
      <xsl:with-param name="code" select="$code"/>
      <xsl:with-param name="display" select="$display"/>
      <xsl:with-param name="loinc" select="$loinc"/>
    </xsl:call-template>
    <text><reference value="#{$reference}"/></text>
    <statusCode code="completed"/>
    <xsl:call-template name="effective-time">
      <xsl:with-param name="date" select="$date"/>
      <xsl:with-param name="absent" select="$absent-date"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="observation-code">
    <xsl:param name="code" as="xs:string"/>
    <xsl:param name="display" as="xs:string"/>
    <xsl:param name="loinc" as="xs:boolean" select="false()"/>
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

  <xsl:template name="entry-or-arc-id">
    <xsl:param name="resource" as="element()?"/>
    <xsl:param name="arc" as="xs:string?"/>
    <xsl:choose>
      <xsl:when test="$resource">
        <xsl:call-template name="entry-id">
          <xsl:with-param name="resource" select="$resource"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="arc-id"><xsl:with-param name="arc" select="$arc"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- value xsi:type="BL" from FHIR's true, false or nothing. -->
  <xsl:template name="bl">
    <xsl:param name="value" as="xs:string?"/>
    <xsl:param name="absent" as="xs:string" select="'NI'"/>
    <value xsi:type="BL">
      <xsl:attribute name="{if ($value) then 'value' else 'nullFlavor'}" select="($value, $absent)[1]"/>
    </value>
  </xsl:template>

  <!-- value xsi:type="INT", a decimal rounded upwards. -->
  <xsl:template name="int">
    <xsl:param name="value" as="xs:string?"/>
    <xsl:param name="absent" as="xs:string" select="'NI'"/>
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
    <xsl:param name="reference" as="xs:string"/>
    <xsl:param name="observation" as="element()?"/>
    <value xsi:type="CD">
      <xsl:if test="not($observation/(valueString | valueCodeableConcept | valueQuantity | valueInteger))">
        <xsl:attribute name="nullFlavor" select="dcc:absence($observation)"/>
      </xsl:if>
      <originalText><reference value="#{$reference}"/></originalText>
    </value>
  </xsl:template>

</xsl:stylesheet>
