<?xml version="1.0" encoding="UTF-8"?>
<!-- legalAuthenticator: who takes the legal responsibility, the legal attester of the Composition. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="legalAuthenticator">
    <xsl:for-each select="$composition/attester[mode/@value = 'legal'][1]">
      <legalAuthenticator>
        <time>
          <xsl:call-template name="ts"><xsl:with-param name="date" select="time/@value"/></xsl:call-template>
        </time>
        <signatureCode code="S"/>
        <assignedEntity>
          <xsl:call-template name="assigned">
            <xsl:with-param name="reference" select="party"/>
          </xsl:call-template>
        </assignedEntity>
      </legalAuthenticator>
    </xsl:for-each>
  </xsl:template>

</xsl:stylesheet>
