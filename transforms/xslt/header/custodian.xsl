<?xml version="1.0" encoding="UTF-8"?>
<!-- custodian: the establishment that organises the RCP and keeps the document. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="custodian">
    <custodian>
      <assignedCustodian>
        <representedCustodianOrganization>
          <!-- No standardIndustryClassCode in a CustodianOrganization (POCD_MT000040). -->
          <xsl:call-template name="organization">
            <xsl:with-param name="organization" select="dcc:resource($composition/custodian)"/>
            <xsl:with-param name="industry" select="false()"/>
          </xsl:call-template>
        </representedCustodianOrganization>
      </assignedCustodian>
    </custodian>
  </xsl:template>

</xsl:stylesheet>
