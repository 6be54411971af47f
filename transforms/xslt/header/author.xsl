<?xml version="1.0" encoding="UTF-8"?>
<!-- author: who wrote the fiche, the médecin demandeur. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="author">
    <xsl:for-each select="$composition/author">
      <author>
        <time value="{dcc:ts($composition/date/@value)}"/>
        <assignedAuthor>
          <xsl:call-template name="assigned">
            <xsl:with-param name="reference" select="."/>
          </xsl:call-template>
        </assignedAuthor>
      </author>
    </xsl:for-each>
  </xsl:template>

</xsl:stylesheet>
