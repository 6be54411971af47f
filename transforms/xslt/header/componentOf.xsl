<?xml version="1.0" encoding="UTF-8"?>
<!-- componentOf: RRC, 3C, RCP, session and case of the regional directory; where and when. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="componentOf">
    <xsl:variable name="place" select="dcc:resource(($case/serviceProvider, $session/serviceProvider)[1])"/>
    <componentOf>
      <encompassingEncounter>
        <xsl:call-template name="ii">
          <xsl:with-param name="identifier" select="$rrc/identifier[system/@value = $id-rrc][1]"/>
        </xsl:call-template>
        <xsl:call-template name="ii">
          <xsl:with-param name="identifier" select="$gestionnaire-3c/identifier[system/@value = $id-3c][1]"/>
        </xsl:call-template>
        <xsl:call-template name="ii">
          <xsl:with-param name="identifier" select="$rcp/identifier[system/@value = $id-rcp][1]"/>
        </xsl:call-template>
        <xsl:for-each select="($session, $case) ! identifier[starts-with(system/@value, 'urn:oid:')]">
          <xsl:call-template name="ii"><xsl:with-param name="identifier" select="."/></xsl:call-template>
        </xsl:for-each>
        <code code="VR" displayName="Virtuelle (exemple : RCP en l'absence du patient)"
          codeSystem="2.16.840.1.113883.5.4"/>
        <xsl:call-template name="rcp-date"/>
        <location>
          <healthCareFacility>
            <xsl:call-template name="idnst">
              <xsl:with-param name="organization" select="$place"/>
            </xsl:call-template>
            <code>
              <xsl:call-template name="cd">
                <xsl:with-param name="concept" select="$place/type[dcc:coding(., $vs-j02)]"/>
                <xsl:with-param name="set" select="$vs-j02"/>
              </xsl:call-template>
            </code>
            <location>
              <name>{$place/name/@value}</name>
              <xsl:call-template name="addr">
                <xsl:with-param name="addresses" select="$place/address"/>
              </xsl:call-template>
            </location>
          </healthCareFacility>
        </location>
      </encompassingEncounter>
    </componentOf>
  </xsl:template>

</xsl:stylesheet>
