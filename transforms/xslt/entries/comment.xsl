<?xml version="1.0" encoding="UTF-8"?>
<!-- FR-Commentaire-ER (1.2.250.1.213.1.1.3.32): words that belong to an entry. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- The act itself, as an entry or a component. -->
  <xsl:template name="comment-act">
    <xsl:param name="resource" select="()"/>
    <xsl:param name="arc" select="()"/>
    <xsl:param name="reference" required="yes"/>
    <xsl:param name="date" select="()"/>
    <act classCode="ACT" moodCode="EVN">
      <templateId root="2.16.840.1.113883.10.20.1.40"/>
      <templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.2"/>
      <templateId root="1.2.250.1.213.1.1.3.32"/>
      <xsl:sequence select="dcc:entry-id($resource, $arc)"/>
      <code code="48767-8" displayName="Commentaire"
        codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC"/>
      <text><reference value="#{$reference}"/></text>
      <statusCode code="completed"/>
      <xsl:if test="$date"><effectiveTime value="{dcc:ts($date)}"/></xsl:if>
    </act>
  </xsl:template>

  <!-- Inside an entry; nothing when there are no words. -->
  <xsl:template name="comment">
    <xsl:param name="text" select="()"/>
    <xsl:param name="arc" required="yes"/>
    <xsl:param name="reference" required="yes"/>
    <xsl:if test="$text">
      <entryRelationship typeCode="SUBJ" inversionInd="true">
        <xsl:call-template name="comment-act">
          <xsl:with-param name="arc" select="$arc"/>
          <xsl:with-param name="reference" select="$reference"/>
        </xsl:call-template>
      </entryRelationship>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
