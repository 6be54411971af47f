<?xml version="1.0" encoding="UTF-8"?>
<!-- 3. FR-Diagnostic-du-cancer: the table a reader sees for one tumour. IDs begin with tumeur-N. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="tumour-narrative">
    <xsl:param name="position" required="yes"/>
    <xsl:param name="observations" select="()"/>
    <xsl:variable name="id" select="'tumeur-' || $position"/>
    <xsl:variable name="site" select="dcc:site(.)"/>
    <xsl:variable name="morphology" select="dcc:coding(code, $vs-morphologie)"/>
    <xsl:variable name="laterality" select="bodySite/extension[@url = $ext-laterality]/valueCodeableConcept"/>
    <table border="0">
      <thead>
        <tr><th colspan="2" align="left"><content ID="{$id}">Tumeur {$position}</content></th></tr>
      </thead>
      <tbody>
        <xsl:sequence select="dcc:row('Date du diagnostic initial', (),
          (dcc:date-fr(dcc:diagnosed(.)), dcc:null-label('UNK'))[1])"/>
        <xsl:sequence select="dcc:row(
          'Topographie' || $site ! (' (' || code/@value || ')'),
          $id || '-topographie',
          dcc:site-text(.))"/>
        <xsl:if test="$laterality">
          <xsl:sequence select="dcc:row('Latéralité', $id || '-lateralite',
            dcc:concept-text($laterality[1]))"/>
        </xsl:if>
        <xsl:sequence select="dcc:row(
          'Morphologie' || $morphology ! (' (' || code/@value || ')'),
          $id || '-morphologie',
          dcc:morphology-text(.))"/>
        <xsl:call-template name="tnm-narrative">
          <xsl:with-param name="tnm" select="dcc:with-code($observations, '75620-5')[1]"/>
          <xsl:with-param name="id" select="$id"/>
        </xsl:call-template>
        <xsl:for-each select="dcc:with-code($observations, '21918-8')">
          <xsl:variable name="base" select="$id || '-classification-' || position()"/>
          <xsl:sequence select="dcc:row('Autre classification', $base, dcc:value-text(.))"/>
          <xsl:sequence select="dcc:row('Nom de la classification', $base || '-nom',
            dcc:component-text(., 'GEN-101'))"/>
          <xsl:sequence select="dcc:row('Version de la classification', $base || '-version',
            dcc:component-text(., 'GEN-102'))"/>
        </xsl:for-each>
        <xsl:sequence select="dcc:row('Commentaire sur la tumeur', $id || '-commentaire', dcc:notes(.))"/>
      </tbody>
    </table>
  </xsl:template>

  <xsl:template name="tnm-narrative">
    <xsl:param name="tnm" select="()"/>
    <xsl:param name="id" required="yes"/>
    <xsl:variable name="stage" select="$tnm/valueCodeableConcept"/>
    <xsl:sequence select="dcc:row(
      'Stade clinique' || $tnm/method ! (' (' || dcc:concept-text(.) || ')'),
      $id || '-tnm',
      dcc:value-text($tnm))"/>
    <xsl:for-each select="'T', 'N', 'M'">
      <xsl:sequence select="dcc:row('TNM (' || . || ')', $id || '-tnm-' || ., dcc:tnm-text($tnm, .))"/>
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
