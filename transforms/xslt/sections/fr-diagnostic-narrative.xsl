<?xml version="1.0" encoding="UTF-8"?>
<!-- 3. FR-Diagnostic-du-cancer: the table a reader sees for one tumour. IDs begin with tumeur-N. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="tumour-narrative">
    <xsl:param name="position" as="xs:integer"/>
    <xsl:param name="observations" as="element()*"/>
    <xsl:variable name="id" select="'tumeur-' || $position"/>
    <xsl:variable name="site" select="dcc:site(.)"/>
    <xsl:variable name="morphology" select="dcc:coding(code, $vs-morphologie)"/>
    <xsl:variable name="laterality" select="bodySite/extension[@url = $ext-laterality]/valueCodeableConcept"/>
    <table border="0">
      <thead>
        <tr><th colspan="2" align="left"><content ID="{$id}">Tumeur {$position}</content></th></tr>
      </thead>
      <tbody>
        <xsl:call-template name="row">
          <xsl:with-param name="label" select="'Date du diagnostic initial'"/>
          <xsl:with-param name="text" select="(dcc:date-fr(dcc:diagnosed(.)), dcc:null-label('UNK'))[1]"/>
        </xsl:call-template>
        <xsl:call-template name="row">
          <xsl:with-param name="label" select="'Topographie' || $site ! (' (' || code/@value || ')')"/>
          <xsl:with-param name="id" select="$id || '-topographie'"/>
          <xsl:with-param name="text" select="dcc:site-text(.)"/>
        </xsl:call-template>
        <xsl:if test="$laterality">
          <xsl:call-template name="row">
            <xsl:with-param name="label" select="'Latéralité'"/>
            <xsl:with-param name="id" select="$id || '-lateralite'"/>
            <xsl:with-param name="text" select="dcc:concept-text($laterality[1])"/>
          </xsl:call-template>
        </xsl:if>
        <xsl:call-template name="row">
          <xsl:with-param name="label" select="'Morphologie' || $morphology ! (' (' || code/@value || ')')"/>
          <xsl:with-param name="id" select="$id || '-morphologie'"/>
          <xsl:with-param name="text" select="dcc:morphology-text(.)"/>
        </xsl:call-template>
        <xsl:call-template name="tnm-narrative">
          <xsl:with-param name="tnm" select="dcc:with-code($observations, '75620-5')[1]"/>
          <xsl:with-param name="id" select="$id"/>
        </xsl:call-template>
        <xsl:for-each select="dcc:with-code($observations, '21918-8')">
          <xsl:variable name="base" select="$id || '-classification-' || position()"/>
          <xsl:call-template name="row">
            <xsl:with-param name="label" select="'Autre classification'"/>
            <xsl:with-param name="id" select="$base"/>
            <xsl:with-param name="text" select="dcc:value-text(.)"/>
          </xsl:call-template>
          <xsl:call-template name="optional-row">
            <xsl:with-param name="label" select="'Nom de la classification'"/>
            <xsl:with-param name="id" select="$base || '-nom'"/>
            <xsl:with-param name="text" select="dcc:component-text(., 'GEN-101')"/>
          </xsl:call-template>
          <xsl:call-template name="optional-row">
            <xsl:with-param name="label" select="'Version de la classification'"/>
            <xsl:with-param name="id" select="$base || '-version'"/>
            <xsl:with-param name="text" select="dcc:component-text(., 'GEN-102')"/>
          </xsl:call-template>
        </xsl:for-each>
        <xsl:call-template name="optional-row">
          <xsl:with-param name="label" select="'Commentaire sur la tumeur'"/>
          <xsl:with-param name="id" select="$id || '-commentaire'"/>
          <xsl:with-param name="text" select="dcc:notes(.)"/>
        </xsl:call-template>
      </tbody>
    </table>
  </xsl:template>

  <xsl:template name="tnm-narrative">
    <xsl:param name="tnm" as="element()?"/>
    <xsl:param name="id" as="xs:string"/>
    <xsl:variable name="stage" select="$tnm/valueCodeableConcept"/>
    <xsl:call-template name="row">
      <xsl:with-param name="label"
        select="'Stade clinique' || $tnm/method ! (' (' || dcc:concept-text(.) || ')')"/>
      <xsl:with-param name="id" select="$id || '-tnm'"/>
      <xsl:with-param name="text" select="dcc:value-text($tnm)"/>
    </xsl:call-template>
    <xsl:for-each select="'T', 'N', 'M'">
      <xsl:call-template name="row">
        <xsl:with-param name="label" select="'TNM (' || . || ')'"/>
        <xsl:with-param name="id" select="$id || '-tnm-' || ."/>
        <xsl:with-param name="text" select="dcc:tnm-text($tnm, .)"/>
      </xsl:call-template>
    </xsl:for-each>
  </xsl:template>

  <!-- T1b : Tumeur envahissant la sous-muqueuse. -->
  <xsl:function name="dcc:tnm-text" as="xs:string">
    <xsl:param name="tnm" as="element()?"/>
    <xsl:param name="letter" as="xs:string"/>
    <xsl:variable name="component" select="dcc:with-code($tnm/component, dcc:tnm-code($letter))[1]"/>
    <xsl:variable name="coding" select="$component/valueCodeableConcept/coding[1]"/>
    <xsl:sequence select="
      if ($coding/display[@value != $coding/code/@value]) then $coding/code/@value || ' : '
        || $coding/display/@value
      else if ($component/(valueCodeableConcept | valueString)) then dcc:value-text($component)
      else dcc:null-label(dcc:tnm-absence($tnm, $component))"/>
  </xsl:function>

  <xsl:function name="dcc:component-text" as="xs:string?">
    <xsl:param name="observation" as="element()"/>
    <xsl:param name="code" as="xs:string"/>
    <xsl:sequence select="dcc:with-code($observation/component, $code)[1] ! dcc:value-text(.)"/>
  </xsl:function>

</xsl:stylesheet>
