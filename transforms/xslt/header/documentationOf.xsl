<?xml version="1.0" encoding="UTF-8"?>
<!-- documentationOf: the RCP itself (first, XDS reads it), then the topography of each tumour. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="documentationOf">
    <xsl:variable name="name" select="
      ($rcp/name/@value, $composition/category/coding[system/@value = $id-rcp]/display/@value)[1]"/>
    <xsl:variable name="lead" select="dcc:participants($session, 'PPRF')[1]"/>
    <documentationOf>
      <serviceEvent classCode="ACT">
        <!-- Always 39, RCP de recours included (spec/fhir-model.md section 3). -->
        <code code="39" displayName="Réunion de Concertation Pluridisciplinaire (RCP)"
          codeSystem="1.2.250.1.213.3.3.13" codeSystemName="TRE_R213-ModePriseEnCharge">
          <xsl:if test="$name"><originalText>{$name}</originalText></xsl:if>
        </code>
        <xsl:call-template name="rcp-date"/>
        <performer typeCode="PRF">
          <assignedEntity>
            <xsl:call-template name="assigned">
              <xsl:with-param name="reference" select="$lead/individual"/>
              <xsl:with-param name="specialty" select="$lead ! dcc:attendance(., 'specialty')/code/@value"/>
            </xsl:call-template>
          </assignedEntity>
        </performer>
      </serviceEvent>
    </documentationOf>
    <xsl:for-each select="dcc:entries(dcc:section('27'))[self::Condition]">
      <documentationOf>
        <serviceEvent classCode="ACT">
          <xsl:variable name="site" select="dcc:coding((bodySite, code), $vs-tumeur)"/>
          <code>
            <xsl:choose>
              <xsl:when test="$site">
                <xsl:call-template name="coded">
                  <xsl:with-param name="coding" select="$site"/>
                  <xsl:with-param name="set" select="$vs-tumeur"/>
                </xsl:call-template>
              </xsl:when>
              <xsl:otherwise>
                <xsl:attribute name="code" select="'GEN-243'"/>
                <xsl:attribute name="displayName" select="'Topographie'"/>
                <xsl:attribute name="codeSystem" select="'1.2.250.1.213.1.1.4.322'"/>
                <xsl:attribute name="codeSystemName" select="'TerminologieCISIS'"/>
                <originalText>{dcc:site-text(.)}</originalText>
              </xsl:otherwise>
            </xsl:choose>
          </code>
        </serviceEvent>
      </documentationOf>
    </xsl:for-each>
  </xsl:template>

  <!-- Date of the RCP: start of the session. -->
  <xsl:template name="rcp-date">
    <effectiveTime>
      <low>
        <xsl:call-template name="ts">
          <xsl:with-param name="date"
            select="($composition/event/period/start/@value, $session/period/start/@value)[1]"/>
        </xsl:call-template>
      </low>
    </effectiveTime>
  </xsl:template>

  <!-- Where a tumour is, in words. -->
  <xsl:function name="dcc:site-text" as="xs:string">
    <xsl:param name="tumour" as="element()"/>
    <xsl:variable name="site" select="dcc:coding(($tumour/bodySite, $tumour/code), $vs-tumeur)"/>
    <xsl:sequence select="
      ($tumour/bodySite/text/@value/string(), $site/display/@value/string(),
        $tumour/bodySite ! dcc:concept-text(.),
       dcc:null-label(dcc:absence($tumour/bodySite[1])))[1]"/>
  </xsl:function>

</xsl:stylesheet>
