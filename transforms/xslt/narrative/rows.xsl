<?xml version="1.0" encoding="UTF-8"?>
<!-- Tables of the narrative: a French label, and the value under the ID that the entries refer to. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- Text with its line ends as br. -->
  <xsl:template name="lines">
    <xsl:param name="text" as="xs:string?"/>
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
  <xsl:template name="cell">
    <xsl:param name="id" as="xs:string?"/>
    <xsl:param name="text" as="xs:string?"/>
    <td>
      <xsl:choose>
        <xsl:when test="$id">
          <content ID="{$id}">
            <xsl:call-template name="lines"><xsl:with-param name="text" select="$text"/></xsl:call-template>
          </content>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="lines"><xsl:with-param name="text" select="$text"/></xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </td>
  </xsl:template>

  <!-- Label and value. -->
  <xsl:template name="row">
    <xsl:param name="label" as="xs:string"/>
    <xsl:param name="id" as="xs:string?"/>
    <xsl:param name="text" as="xs:string?"/>
    <tr>
      <td>{$label}</td>
      <xsl:call-template name="cell">
        <xsl:with-param name="id" select="$id"/>
        <xsl:with-param name="text" select="$text"/>
      </xsl:call-template>
    </tr>
  </xsl:template>

  <!-- Same, but nothing at all when there is no text: comments, precisions. -->
  <xsl:template name="optional-row">
    <xsl:param name="label" as="xs:string"/>
    <xsl:param name="id" as="xs:string?"/>
    <xsl:param name="text" as="xs:string?"/>
    <xsl:if test="$text">
      <xsl:call-template name="row">
        <xsl:with-param name="label" select="$label"/>
        <xsl:with-param name="id" select="$id"/>
        <xsl:with-param name="text" select="$text"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

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
