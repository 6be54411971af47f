<?xml version="1.0" encoding="UTF-8"?>
<!-- TEL: tel:, mailto:, fax: and the use codes that the CI-SIS header accepts. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:variable name="telecom-schemes" as="map(xs:string, xs:string)"
    select="map { 'phone': 'tel:', 'sms': 'tel:', 'pager': 'tel:', 'fax': 'fax:', 'email': 'mailto:' }"/>
  <xsl:variable name="telecom-uses" as="map(xs:string, xs:string)"
    select="map { 'home': 'H', 'work': 'WP', 'mobile': 'MC' }"/>

  <!-- A French number without spaces, dots or the (0) of the international form. -->
  <xsl:function name="dcc:phone" as="xs:string">
    <xsl:param name="number" as="xs:string"/>
    <xsl:variable name="digits" select="replace(replace($number, '^tel:', ''), '\(0\)|[^0-9+]', '')"/>
    <xsl:sequence select="replace($digits, '^00', '+')"/>
  </xsl:function>

  <!-- Every telecom but the old ones; none: nullFlavor NAV. -->
  <xsl:template name="telecom">
    <xsl:param name="telecoms" as="element()*"/>
    <xsl:variable name="current" select="$telecoms[value][not(use/@value = 'old')]"/>
    <xsl:for-each select="$current">
      <xsl:variable name="scheme" select="map:get($telecom-schemes, string(system/@value))"/>
      <xsl:variable name="value" select="
        if (starts-with($scheme, 'tel') or starts-with($scheme, 'fax')) then dcc:phone(value/@value)
        else if ($scheme) then replace(normalize-space(value/@value), '^mailto:', '')
        else normalize-space(value/@value)"/>
      <telecom value="{$scheme}{$value}">
        <xsl:variable name="use" select="
          if (system/@value = 'pager') then 'PG' else map:get($telecom-uses, string(use/@value))"/>
        <xsl:if test="$use"><xsl:attribute name="use" select="$use"/></xsl:if>
      </telecom>
    </xsl:for-each>
    <xsl:if test="empty($current)"><telecom nullFlavor="NAV"/></xsl:if>
  </xsl:template>

</xsl:stylesheet>
