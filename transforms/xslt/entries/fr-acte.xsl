<?xml version="1.0" encoding="UTF-8"?>
<!-- FR-Acte (1.2.250.1.213.1.1.3.62): a treatment made (EVN) or proposed (INT). -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- templateIds, id, code, text, statusCode, effectiveTime. The caller is the procedure element. -->
  <xsl:template name="acte">
    <xsl:param name="resource" select="()"/>
    <xsl:param name="arc" select="()"/>
    <!-- 2.16.840.1.113883.10.20.1.29 when made, .25 when planned. -->
    <xsl:param name="template" required="yes"/>
    <xsl:param name="concept" select="()"/>
    <xsl:param name="status" required="yes"/>
    <xsl:param name="period" select="()"/>
    <xsl:param name="date" select="()"/>
    <!-- ID of the type of treatment in the narrative, and of its precision. -->
    <xsl:param name="type-reference" required="yes"/>
    <xsl:param name="reference" required="yes"/>
    <templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.19"/>
    <templateId root="{$template}"/>
    <templateId root="1.2.250.1.213.1.1.3.62"/>
    <xsl:sequence select="dcc:entry-id($resource, $arc)"/>
    <code>
      <xsl:call-template name="cd">
        <xsl:with-param name="concept" select="$concept"/>
        <xsl:with-param name="set" select="$vs-type-traitement-frcp"/>
        <xsl:with-param name="reference" select="$type-reference"/>
      </xsl:call-template>
    </code>
    <text><reference value="#{$reference}"/></text>
    <statusCode code="{$status}"/>
    <xsl:call-template name="effective-period">
      <xsl:with-param name="low" select="($period/start/@value, $date)[1]"/>
      <xsl:with-param name="high" select="$period/end/@value"/>
      <xsl:with-param name="absent"
        select="if ($template eq '2.16.840.1.113883.10.20.1.25') then 'NAV' else 'UNK'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Designation in the set, else the author's words. -->
  <xsl:function name="dcc:treatment-type" as="xs:string">
    <xsl:param name="concept" as="element()?"/>
    <xsl:variable name="coding" select="dcc:coding($concept, $vs-type-traitement-frcp)"/>
    <xsl:sequence select="
      if ($coding) then dcc:coding-text($coding, $vs-type-traitement-frcp)
      else ($concept ! dcc:concept-text(.), dcc:null-label(dcc:absence($concept)))[1]"/>
  </xsl:function>

</xsl:stylesheet>
