<?xml version="1.0" encoding="UTF-8"?>
<!-- inFulfillmentOf: the inscription the discussion answers. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="inFulfillmentOf">
    <xsl:if test="$inscription">
      <inFulfillmentOf>
        <order>
          <xsl:variable name="root" select="($inscription/identifier/value/@value ! dcc:uri-root(.))[1]"/>
          <xsl:choose>
            <xsl:when test="$root"><id root="{$root}"/></xsl:when>
            <xsl:otherwise>
              <xsl:call-template name="ii">
                <xsl:with-param name="identifier" select="$inscription/identifier[1]"/>
              </xsl:call-template>
            </xsl:otherwise>
          </xsl:choose>
          <code nullFlavor="NA">
            <xsl:if test="$inscription/orderDetail/text">
              <originalText>{string-join($inscription/orderDetail/text/@value, '&#10;')}</originalText>
            </xsl:if>
          </code>
        </order>
      </inFulfillmentOf>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
