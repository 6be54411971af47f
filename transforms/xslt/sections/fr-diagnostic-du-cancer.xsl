<?xml version="1.0" encoding="UTF-8"?>
<!-- 3. FR-Diagnostic-du-cancer (1.2.250.1.213.1.1.2.27): tumours, TNM, other classifications. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="fr-diagnostic-du-cancer">
    <xsl:variable name="section" select="dcc:section('27')"/>
    <xsl:variable name="entries" select="dcc:entries($section)"/>
    <xsl:variable name="tumours" select="$entries[self::Condition]"/>
    <xsl:variable name="observations" select="$entries[self::Observation]"/>
    <section>
      <templateId root="2.16.840.1.113883.10.20.1.11"/>
      <templateId root="1.3.6.1.4.1.19376.1.5.3.1.3.6"/>
      <templateId root="1.3.6.1.4.1.19376.1.7.3.1.3.14.1"/>
      <templateId root="1.2.250.1.213.1.1.2.27"/>
      <xsl:call-template name="section-head">
        <xsl:with-param name="arc" select="'3'"/>
        <xsl:with-param name="code" select="'72135-7'"/>
        <xsl:with-param name="display" select="'Diagnostic du cancer'"/>
        <xsl:with-param name="title" select="'Tumeur'"/>
      </xsl:call-template>
      <text>
        <xsl:for-each select="$tumours">
          <xsl:call-template name="tumour-narrative">
            <xsl:with-param name="position" select="position()"/>
            <xsl:with-param name="observations" select="dcc:about(., $observations, count($tumours))"/>
          </xsl:call-template>
        </xsl:for-each>
        <xsl:if test="empty($tumours)">
          <table border="0">
            <tbody>
              <xsl:sequence select="dcc:row('Tumeur', 'tumeur-1',
                'Absence de tumeur décrite : ' || lower-case(dcc:null-label(dcc:empty-reason($section))))"/>
            </tbody>
          </table>
        </xsl:if>
        <!-- Without a tumour nothing is made here: the words of the section say why, generated or not. -->
        <xsl:call-template name="author-words">
          <xsl:with-param name="section" select="$section"/>
          <xsl:with-param name="coded" select="exists($tumours)"/>
        </xsl:call-template>
      </text>
      <xsl:call-template name="tumours">
        <xsl:with-param name="tumours" select="$tumours"/>
        <xsl:with-param name="observations" select="$observations"/>
        <xsl:with-param name="absent" select="string(dcc:empty-reason($section))"/>
      </xsl:call-template>
    </section>
  </xsl:template>

  <!-- The observations of one tumour: those whose focus it is; without focus, those of the only tumour. -->
  <xsl:function name="dcc:about" as="element()*">
    <xsl:param name="tumour" as="element()"/>
    <xsl:param name="observations" as="element()*"/>
    <xsl:param name="tumours" as="xs:integer"/>
    <xsl:sequence select="$observations[
      if (focus) then (focus ! dcc:resource(.)/id/@value = $tumour/id/@value) else $tumours = 1]"/>
  </xsl:function>

  <!-- Where the tumour is, coded. -->
  <xsl:function name="dcc:site" as="element()?">
    <xsl:param name="tumour" as="element()?"/>
    <xsl:sequence select="dcc:coding(($tumour/bodySite, $tumour/code), $vs-tumeur)"/>
  </xsl:function>

  <!-- What the tumour is, in words. -->
  <xsl:function name="dcc:morphology-text" as="xs:string">
    <xsl:param name="tumour" as="element()"/>
    <xsl:variable name="coding" select="dcc:coding($tumour/code, $vs-morphologie)"/>
    <xsl:sequence select="
      ($tumour/code/text/@value/string(),
       $coding ! dcc:coding-text(., $vs-morphologie),
       $tumour/code/coding[not(dcc:in-set(., $vs-tumeur))]/(display, code)[1]/@value/string(),
       dcc:null-label(dcc:absence($tumour/code)))[1]"/>
  </xsl:function>

</xsl:stylesheet>
