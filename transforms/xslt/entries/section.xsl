<?xml version="1.0" encoding="UTF-8"?>
<!-- What every section begins with, and the sections that hold only text. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:dcc="urn:dcc:xslt" xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- id, code, title. The templateIds are written by the section itself. -->
  <xsl:template name="section-head">
    <!-- Arc of the section under the id of the document. -->
    <xsl:param name="arc" required="yes"/>
    <xsl:param name="code" required="yes"/>
    <xsl:param name="display" required="yes"/>
    <xsl:param name="title" required="yes"/>
    <id root="{$document-id}.{$arc}"/>
    <xsl:call-template name="observation-code">
      <xsl:with-param name="code" select="$code"/>
      <xsl:with-param name="display" select="$display"/>
      <xsl:with-param name="loinc" select="true()"/>
    </xsl:call-template>
    <title>{$title}</title>
  </xsl:template>

  <!-- text of a section without coded entries: the author's words, or the reason why there are none. -->
  <xsl:template name="plain-text">
    <xsl:param name="section" select="()"/>
    <text>
      <xsl:choose>
        <xsl:when test="normalize-space($section/text/xhtml:div) or $section/text/xhtml:div//xhtml:img">
          <xsl:call-template name="author-words">
            <xsl:with-param name="section" select="$section"/>
            <xsl:with-param name="coded" select="false()"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:otherwise>{dcc:null-label(dcc:empty-reason($section))}</xsl:otherwise>
      </xsl:choose>
    </text>
  </xsl:template>

  <!-- nullFlavor of what a section should hold, from its emptyReason. -->
  <xsl:function name="dcc:empty-reason" as="xs:string">
    <xsl:param name="section" as="element()?"/>
    <xsl:sequence select="dcc:null-flavor(($section/emptyReason/coding/code/@value)[1])"/>
  </xsl:function>

</xsl:stylesheet>
