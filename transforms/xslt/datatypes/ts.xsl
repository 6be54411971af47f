<?xml version="1.0" encoding="UTF-8"?>
<!-- TS and IVL_TS. FHIR 2026-03-02T09:00:00+01:00 becomes 20260302090000+0100 (CDA TS, fraction dropped). -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:function name="dcc:ts" as="xs:string?">
    <xsl:param name="date" as="xs:string?"/>
    <xsl:sequence select="
      if (not($date ne '')) then ()
      else if (not(contains($date, 'T'))) then translate($date, '-', '')
      else translate(substring($date, 1, 19), '-T:', '') || dcc:offset(substring($date, 20))"/>
  </xsl:function>

  <!-- What follows the seconds: .123+01:00, +01:00 or Z. -->
  <xsl:function name="dcc:offset" as="xs:string">
    <xsl:param name="rest" as="xs:string"/>
    <xsl:variable name="zone" select="translate($rest, '.:', '')"/>
    <xsl:sequence select="
      if (contains($zone, '+')) then '+' || substring-after($zone, '+')
      else if (contains($zone, '-')) then '-' || substring-after($zone, '-')
      else '+0000'"/>
  </xsl:function>

  <!-- As a French reader writes it: 02/03/2026 à 09:00, 02/03/2026, 03/2026, 2026. -->
  <xsl:function name="dcc:date-fr" as="xs:string?">
    <xsl:param name="date" as="xs:string?"/>
    <xsl:variable name="month" select="substring($date, 6, 2)"/>
    <xsl:variable name="day" select="substring($date, 9, 2)"/>
    <xsl:sequence select="
      if ($date ne '')
      then (if ($day) then $day || '/' else '') || (if ($month) then $month || '/' else '')
        || substring($date, 1, 4)
        || (if (contains($date, 'T')) then ' à ' || substring($date, 12, 5) else '')
      else ()"/>
  </xsl:function>

  <!-- @value, or @nullFlavor when there is no date. -->
  <xsl:template name="ts">
    <xsl:param name="date" select="()"/>
    <xsl:param name="absent" select="'UNK'"/>
    <xsl:choose>
      <xsl:when test="$date ne ''">
        <xsl:attribute name="value" select="dcc:ts($date)"/>
      </xsl:when>
      <xsl:otherwise><xsl:attribute name="nullFlavor" select="$absent"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- effectiveTime of a point in time: @value or @nullFlavor. -->
  <xsl:template name="effective-time">
    <xsl:param name="date" select="()"/>
    <xsl:param name="absent" select="'NAV'"/>
    <effectiveTime>
      <xsl:call-template name="ts">
        <xsl:with-param name="date" select="$date"/>
        <xsl:with-param name="absent" select="$absent"/>
      </xsl:call-template>
    </effectiveTime>
  </xsl:template>

  <!-- effectiveTime with low, and high when it is known or asked for; nothing known: @nullFlavor. -->
  <xsl:template name="effective-period">
    <xsl:param name="low" select="()"/>
    <xsl:param name="high" select="()"/>
    <xsl:param name="always-low" select="false()"/>
    <xsl:param name="absent" select="'UNK'"/>
    <effectiveTime>
      <xsl:choose>
        <xsl:when test="$always-low or $low ne '' or $high ne ''">
          <low>
            <xsl:call-template name="ts">
              <xsl:with-param name="date" select="$low"/>
              <xsl:with-param name="absent" select="$absent"/>
            </xsl:call-template>
          </low>
          <xsl:if test="$high ne ''"><high value="{dcc:ts($high)}"/></xsl:if>
        </xsl:when>
        <xsl:otherwise><xsl:attribute name="nullFlavor" select="$absent"/></xsl:otherwise>
      </xsl:choose>
    </effectiveTime>
  </xsl:template>

</xsl:stylesheet>
