<?xml version="1.0" encoding="UTF-8"?>
<!-- relatedDocument: the version this one replaces. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="relatedDocument">
    <xsl:if test="$replaced-id">
      <relatedDocument typeCode="RPLC">
        <parentDocument><id root="{$replaced-id}"/></parentDocument>
      </relatedDocument>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
