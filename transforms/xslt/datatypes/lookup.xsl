<?xml version="1.0" encoding="UTF-8"?>
<!-- Small tables of codes and labels. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- A small table is a string "|key=value|key=value|": SaxonJS rebuilds a map literal at each use and
       compares its keys character by character; searching a string costs nothing. Empty when the key is
       absent. -->
  <xsl:function name="dcc:lookup" as="xs:string?">
    <xsl:param name="table"/>
    <xsl:param name="key"/>
    <xsl:variable name="rest" select="substring-after($table, '|' || $key || '=')"/>
    <xsl:sequence select="if ($rest) then substring-before($rest, '|') else ()"/>
  </xsl:function>

</xsl:stylesheet>
