<?xml version="1.0" encoding="UTF-8"?>
<!-- The places of the header: id, name, telecom, addr, standardIndustryClassCode. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- Each Organization is written once, as the people are (person.xsl). -->
  <xsl:variable name="place-cards" as="array(element())"
    select="array { /Bundle/entry/resource/* ! dcc:card-of-organization(.) }"/>

  <xsl:function name="dcc:card-of-organization" as="element()">
    <xsl:param name="resource" as="element()"/>
    <dcc:card>
      <xsl:if test="$resource/self::Organization">
        <dcc:addr>
          <xsl:call-template name="addr">
            <xsl:with-param name="addresses" select="$resource/address"/>
          </xsl:call-template>
        </dcc:addr>
        <dcc:organization>
          <xsl:call-template name="organization">
            <xsl:with-param name="organization" select="$resource"/>
          </xsl:call-template>
        </dcc:organization>
      </xsl:if>
    </dcc:card>
  </xsl:function>

  <xsl:function name="dcc:place-card" as="element()?">
    <xsl:param name="reference" as="element()?"/>
    <xsl:variable name="place" select="dcc:place($reference)"/>
    <xsl:sequence select="if ($place) then array:get($place-cards, xs:integer($place))[*] else ()"/>
  </xsl:function>

  <!-- id, name, telecom, addr, standardIndustryClassCode of an Organization. -->
  <xsl:template name="organization">
    <xsl:param name="organization" select="()"/>
    <xsl:param name="industry" select="true()"/>
    <xsl:call-template name="idnst">
      <xsl:with-param name="organization" select="$organization"/>
    </xsl:call-template>
    <name>{$organization/name/@value}</name>
    <xsl:call-template name="telecom">
      <xsl:with-param name="telecoms" select="$organization/telecom"/>
    </xsl:call-template>
    <xsl:call-template name="addr">
      <xsl:with-param name="addresses" select="$organization/address"/>
    </xsl:call-template>
    <xsl:variable name="setting" select="dcc:coding($organization/type, $vs-j04)"/>
    <xsl:if test="$industry and $setting">
      <standardIndustryClassCode>
        <xsl:call-template name="coded">
          <xsl:with-param name="coding" select="$setting"/>
          <xsl:with-param name="set" select="$vs-j04"/>
        </xsl:call-template>
      </standardIndustryClassCode>
    </xsl:if>
  </xsl:template>

  <xsl:template name="idnst">
    <xsl:param name="organization" select="()"/>
    <xsl:variable name="idnst" select="dcc:idnst($organization)"/>
    <xsl:if test="$idnst"><id root="{$oid-idnst}" extension="{$idnst}"/></xsl:if>
  </xsl:template>

</xsl:stylesheet>
