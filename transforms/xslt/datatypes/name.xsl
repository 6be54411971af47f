<?xml version="1.0" encoding="UTF-8"?>
<!-- PN. Civility (JDV_J245) in prefix, title of exercise (JDV_J246) in suffix. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- Name of a professional or of a contact: the official one, else the first. -->
  <xsl:template name="person-name">
    <xsl:param name="names" select="()"/>
    <xsl:variable name="name" select="($names[use/@value = 'official'], $names)[1]"/>
    <xsl:choose>
      <xsl:when test="$name/(family | given)">
        <name>
          <xsl:for-each select="$name/prefix"><prefix>{@value}</prefix></xsl:for-each>
          <xsl:for-each select="$name/given"><given>{@value}</given></xsl:for-each>
          <xsl:for-each select="$name/family"><family>{@value}</family></xsl:for-each>
          <xsl:for-each select="$name/suffix"><suffix>{@value}</suffix></xsl:for-each>
        </name>
      </xsl:when>
      <xsl:when test="$name/text"><name>{$name/text/@value}</name></xsl:when>
      <xsl:otherwise><name nullFlavor="UNK"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- In the narrative: DR Michel ZENBERGER. -->
  <xsl:function name="dcc:name-text" as="xs:string?">
    <xsl:param name="names" as="element()*"/>
    <xsl:variable name="name" select="($names[use/@value = 'official'], $names)[1]"/>
    <xsl:sequence select="
      normalize-space(string-join((
        $name/suffix/@value, $name/given/@value, $name/family/@value, $name[not(family)]/text/@value),
          ' '))[. ne '']"/>
  </xsl:function>

</xsl:stylesheet>
