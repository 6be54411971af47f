<?xml version="1.0" encoding="UTF-8"?>
<!-- AD. StrucMin knows streetAddressLine alone, or parts: a FHIR line is never cut into number and
     street. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:variable name="address-uses" as="xs:string" select="
    '|home=H|work=WP|temp=TMP|'"/>

  <!-- Every address but the old ones; none: nullFlavor NAV, as the CI-SIS header asks for the element. -->
  <xsl:template name="addr">
    <xsl:param name="addresses" select="()"/>
    <xsl:variable name="current" select="$addresses[not(use/@value = 'old')]"/>
    <xsl:for-each select="$current">
      <addr>
        <xsl:variable name="use" select="dcc:lookup($address-uses, use/@value)"/>
        <xsl:if test="$use"><xsl:attribute name="use" select="$use"/></xsl:if>
        <xsl:variable name="street" select="
          (line[contains('0123456789', substring(@value, 1, 1))], line[last()])[1]"/>
        <xsl:variable name="others" select="line[not(. is $street)]/@value"/>
        <xsl:if test="not(line | city | postalCode)">
          <xsl:for-each select="text"><streetAddressLine>{@value}</streetAddressLine></xsl:for-each>
        </xsl:if>
        <xsl:if test="$street"><streetName>{$street/@value}</streetName></xsl:if>
        <xsl:if test="exists($others)">
          <additionalLocator>{string-join($others, ', ')}</additionalLocator>
        </xsl:if>
        <xsl:for-each select="postalCode"><postalCode>{@value}</postalCode></xsl:for-each>
        <xsl:for-each select="city"><city>{@value}</city></xsl:for-each>
        <xsl:for-each select="country"><country>{@value}</country></xsl:for-each>
      </addr>
    </xsl:for-each>
    <xsl:if test="empty($current)"><addr nullFlavor="NAV"/></xsl:if>
  </xsl:template>

</xsl:stylesheet>
