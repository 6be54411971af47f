<?xml version="1.0" encoding="UTF-8"?>
<!-- CD, CE, CV: a FHIR coding in a value set, its OID and its official designation. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- OID of a FHIR system, empty when it has none in a CDA; $systems is "\n<url>\t<OID>\t<name>\n...". -->
  <xsl:function name="dcc:oid" as="xs:string">
    <xsl:param name="url" as="xs:string?"/>
    <xsl:sequence select="
      substring-before(substring-after($systems, '&#10;' || $url || '&#9;'), '&#9;')"/>
  </xsl:function>

  <!-- codeSystemName of a FHIR system. -->
  <xsl:function name="dcc:system-name" as="xs:string">
    <xsl:param name="url" as="xs:string?"/>
    <xsl:sequence select="
      substring-before(substring-after(substring-after($systems, '&#10;' || $url
        || '&#9;'), '&#9;'), '&#10;')"/>
  </xsl:function>

  <!-- The designation of a code in a value set of dist/tables.xsl; empty when the code is not in the set. -->
  <xsl:function name="dcc:designation" as="xs:string?">
    <xsl:param name="set" as="xs:string"/>
    <xsl:param name="oid" as="xs:string?"/>
    <xsl:param name="code" as="xs:string?"/>
    <xsl:variable name="key" select="'&#10;' || $oid || '|' || $code || '&#9;'"/>
    <xsl:if test="contains($set, $key)">
      <xsl:sequence select="substring-before(substring-after($set, $key), '&#10;')"/>
    </xsl:if>
  </xsl:function>

  <xsl:function name="dcc:in-set" as="xs:boolean">
    <xsl:param name="coding" as="element()"/>
    <xsl:param name="set" as="xs:string"/>
    <xsl:sequence select="contains($set,
      '&#10;' || dcc:oid($coding/system ! @value) || '|' || $coding/code ! @value || '&#9;')"/>
  </xsl:function>

  <!-- The first coding of a concept that the set holds; without a set, the first whose system has an OID. -->
  <xsl:function name="dcc:coding" as="element()?">
    <xsl:param name="concept" as="element()*"/>
    <xsl:param name="set" as="xs:string?"/>
    <xsl:sequence select="
      if ($set) then ($concept ! coding[dcc:in-set(., $set)])[1]
      else ($concept ! coding[code][dcc:oid(system/@value) ne ''])[1]"/>
  </xsl:function>

  <!-- What a person reads: the author's words, else the designation. -->
  <xsl:function name="dcc:concept-text" as="xs:string?">
    <xsl:param name="concept" as="element()?"/>
    <xsl:sequence select="
      string(($concept/text ! @value, $concept/coding ! (display, code)[1] ! @value)[1])[. ne '']"/>
  </xsl:function>

  <!-- @code, @displayName, @codeSystem, @codeSystemName of a coding. -->
  <xsl:template name="coded">
    <xsl:param name="coding" required="yes"/>
    <xsl:param name="set" select="()"/>
    <xsl:variable name="system" select="$coding/system ! string(@value)"/>
    <xsl:variable name="oid" select="dcc:oid($system)"/>
    <xsl:variable name="designation" select="
      (if ($set) then dcc:designation($set, $oid, $coding/code ! @value) else (),
       $coding/display ! @value, $coding/.. ! text ! @value)[1]"/>
    <xsl:attribute name="code" select="$coding/code ! @value"/>
    <xsl:if test="$designation"><xsl:attribute name="displayName" select="$designation"/></xsl:if>
    <xsl:attribute name="codeSystem" select="$oid"/>
    <xsl:attribute name="codeSystemName" select="dcc:system-name($system)"/>
  </xsl:template>

  <!-- The same when there may be no coding: nullFlavor. -->
  <xsl:template name="coded-or-null">
    <xsl:param name="coding" select="()"/>
    <xsl:param name="set" select="()"/>
    <xsl:param name="absent" select="'NI'"/>
    <xsl:choose>
      <xsl:when test="$coding">
        <xsl:call-template name="coded">
          <xsl:with-param name="coding" select="$coding"/>
          <xsl:with-param name="set" select="$set"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:attribute name="nullFlavor" select="$absent"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Designation of a coding in the narrative, the same as in the entry. -->
  <xsl:function name="dcc:coding-text" as="xs:string">
    <xsl:param name="coding" as="element()?"/>
    <xsl:param name="set" as="xs:string"/>
    <xsl:sequence select="
      if ($coding)
      then (dcc:designation($set, dcc:oid($coding/system/@value), $coding/code/@value),
        $coding/display/@value, $coding/code/@value)[1] ! string(.)
      else dcc:null-label('NI')"/>
  </xsl:function>

  <!-- Content of a coded element from a CodeableConcept: the code in the set; words without such a code: OTH
       and originalText; nothing: the reason for the absence. -->
  <xsl:template name="cd">
    <xsl:param name="concept" select="()"/>
    <xsl:param name="set" select="()"/>
    <!-- ID of the narrative that shows the value. -->
    <xsl:param name="reference" select="()"/>
    <xsl:param name="absent" select="dcc:absence($concept[1])"/>
    <xsl:variable name="coding" select="dcc:coding($concept, $set)"/>
    <xsl:choose>
      <xsl:when test="$coding">
        <xsl:call-template name="coded">
          <xsl:with-param name="coding" select="$coding"/>
          <xsl:with-param name="set" select="$set"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="$concept/(text | coding/(code | display))">
        <xsl:attribute name="nullFlavor" select="'OTH'"/>
      </xsl:when>
      <xsl:otherwise><xsl:attribute name="nullFlavor" select="$absent"/></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="$reference">
      <originalText><reference value="#{$reference}"/></originalText>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
