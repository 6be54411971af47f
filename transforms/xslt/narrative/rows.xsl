<?xml version="1.0" encoding="UTF-8"?>
<!-- Tables of the narrative: a French label, and the value under the ID that the entries refer to. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- Text with its line ends as br. -->
  <xsl:template name="lines">
    <xsl:param name="text" select="()"/>
    <xsl:choose>
      <xsl:when test="contains($text, '&#10;')">
        <xsl:for-each select="tokenize($text, '\n')">
          <xsl:if test="position() > 1"><br/></xsl:if>
          <xsl:value-of select="."/>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A cell whose content entries may refer to. -->
  <xsl:function name="dcc:cell" as="element()">
    <xsl:param name="id"/>
    <xsl:param name="text"/>
    <td>
      <xsl:choose>
        <xsl:when test="contains($text, '&#10;')">
          <content>
            <xsl:if test="$id"><xsl:attribute name="ID" select="$id"/></xsl:if>
            <xsl:call-template name="lines"><xsl:with-param name="text" select="$text"/></xsl:call-template>
          </content>
        </xsl:when>
        <xsl:when test="$id"><content ID="{$id}">{$text}</content></xsl:when>
        <xsl:otherwise>{$text}</xsl:otherwise>
      </xsl:choose>
    </td>
  </xsl:function>

  <!-- Label and value; nothing at all without a value: comments, precisions. -->
  <xsl:function name="dcc:row" as="element()?">
    <xsl:param name="label"/>
    <xsl:param name="id"/>
    <xsl:param name="text"/>
    <xsl:if test="exists($text)">
      <tr>
        <td>{$label}</td>
        <xsl:sequence select="dcc:cell($id, $text)"/>
      </tr>
    </xsl:if>
  </xsl:function>

  <!-- First row of a table of several columns. -->
  <xsl:template name="column-heads">
    <xsl:param name="labels" as="xs:string*"/>
    <thead>
      <tr>
        <xsl:for-each select="$labels"><th align="left">{.}</th></xsl:for-each>
      </tr>
    </thead>
  </xsl:template>

</xsl:stylesheet>
