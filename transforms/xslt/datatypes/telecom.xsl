<?xml version="1.0" encoding="UTF-8"?>
<!-- TEL: tel:, mailto:, fax: and the use codes that the CI-SIS header accepts. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:variable name="telecom-uses" as="xs:string" select="'|home=H|work=WP|mobile=MC|'"/>

  <!-- A French number without spaces, dots or the (0) of the international form. -->
  <xsl:function name="dcc:phone" as="xs:string">
    <xsl:param name="number" as="xs:string"/>
    <!-- translate before replace: a regular expression costs fifty times as much in SaxonJS. -->
    <xsl:variable name="plain" select="translate($number, ' .-/&#xA0;&#x202F;', '')"/>
    <xsl:variable name="digits" select="
      if (translate($plain, '0123456789+', '') = '') then $plain
      else replace(replace($plain, '^tel:', ''), '\(0\)|[^0-9+]', '')"/>
    <xsl:sequence select="
      if (starts-with($digits, '00')) then '+' || substring($digits, 3) else $digits"/>
  </xsl:function>

  <!-- Every telecom but the old ones; none: nullFlavor NAV. -->
  <xsl:template name="telecom">
    <xsl:param name="telecoms" select="()"/>
    <xsl:variable name="current" select="$telecoms[value][not(use/@value = 'old')]"/>
    <xsl:for-each select="$current">
      <xsl:variable name="system" select="string(system/@value)"/>
      <xsl:variable name="use" select="
        if ($system = 'pager') then 'PG' else use ! dcc:lookup($telecom-uses, @value)"/>
      <telecom>
        <xsl:attribute name="value" select="
          if ($system = 'email') then 'mailto:' || normalize-space(value/@value)
          else if ($system = 'fax') then 'fax:' || dcc:phone(value/@value)
          else if ($system = ('phone', 'sms', 'pager')) then 'tel:' || dcc:phone(value/@value)
          else normalize-space(value/@value)"/>
        <xsl:if test="$use"><xsl:attribute name="use" select="$use"/></xsl:if>
      </telecom>
    </xsl:for-each>
    <xsl:if test="empty($current)"><telecom nullFlavor="NAV"/></xsl:if>
  </xsl:template>

</xsl:stylesheet>
