<?xml version="1.0" encoding="UTF-8"?>
<!-- informant: person to call in an emergency (ECON) and trusted person (NOK). -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="informant">
    <xsl:for-each select="('ECON', 'NOK')">
      <xsl:variable name="class" select="."/>
      <xsl:for-each select="$patient/contact[relationship/coding/code/@value = $class]">
        <informant>
          <relatedEntity classCode="{$class}">
            <!-- The link with the patient (JDV_J11) stands beside the class in relationship. -->
            <xsl:variable name="link" select="relationship[dcc:coding(., $vs-j11)][1]"/>
            <xsl:if test="$link">
              <code>
                <xsl:call-template name="coded">
                  <xsl:with-param name="coding" select="dcc:coding($link, $vs-j11)"/>
                  <xsl:with-param name="set" select="$vs-j11"/>
                </xsl:call-template>
              </code>
            </xsl:if>
            <xsl:call-template name="addr">
              <xsl:with-param name="addresses" select="address"/>
            </xsl:call-template>
            <xsl:call-template name="telecom">
              <xsl:with-param name="telecoms" select="telecom"/>
            </xsl:call-template>
            <relatedPerson>
              <xsl:call-template name="person-name">
                <xsl:with-param name="names" select="name"/>
              </xsl:call-template>
            </relatedPerson>
          </relatedEntity>
        </informant>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>

</xsl:stylesheet>
