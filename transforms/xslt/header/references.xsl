<?xml version="1.0" encoding="UTF-8"?>
<!-- Where the header and the sections find the resources of the document Bundle (docs/model.md). -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- Sequences of several resources are walked with "!",
       never "/": a path would sort them in the order of the
       Bundle, which says nothing and must not change the document. -->

  <!-- Every resource, and where each Type/id and fullUrl stands among them: "|Patient/1=1|urn:uuid:1=1|...".
       Neither key() nor a map: SaxonJS hashes long strings badly, and this function is called 200 times. -->
  <xsl:variable name="resources" as="array(element())" select="array { /Bundle/entry/resource/* }"/>
  <xsl:variable name="places" as="xs:string" select="
    '|' || string-join(
      for $i in 1 to array:size($resources), $resource in array:get($resources, $i)
      return (
        local-name($resource) || '/' || $resource/id/@value || '=' || $i,
        $resource/../../fullUrl ! (@value || '=' || $i)), '|') || '|'"/>

  <xsl:function name="dcc:resource" as="element()?">
    <xsl:param name="reference" as="element()?"/>
    <xsl:variable name="place" select="dcc:place($reference)"/>
    <xsl:sequence select="if ($place) then array:get($resources, xs:integer($place)) else ()"/>
  </xsl:function>

  <xsl:function name="dcc:place" as="xs:string?">
    <xsl:param name="reference" as="element()?"/>
    <xsl:sequence select="$reference/reference ! dcc:lookup($places, @value)"/>
  </xsl:function>

  <xsl:variable name="composition" as="element()" select="/Bundle/entry/resource/Composition"/>
  <xsl:variable name="patient" as="element()?" select="dcc:resource($composition/subject)"/>
  <xsl:variable name="case" as="element()?" select="dcc:resource($composition/encounter)"/>
  <xsl:variable name="session" as="element()?" select="
    (dcc:resource($case/partOf), $composition/event/detail ! dcc:resource(.)/self::Encounter)[1]"/>
  <xsl:variable name="inscription" as="element()?" select="
    ($case/basedOn ! dcc:resource(.)/self::ServiceRequest)[1]"/>
  <xsl:variable name="rcp" as="element()?" select="
    dcc:resource((($composition, $case, $session) ! extension[@url = $ext-rcp]/valueReference)[1])"/>
  <xsl:variable name="gestionnaire-3c" as="element()?" select="
    dcc:resource((($session, $case, $rcp) ! extension[@url = $ext-3c]/valueReference)[1])"/>
  <xsl:variable name="rrc" as="element()?" select="dcc:resource($gestionnaire-3c/partOf)"/>

  <!-- Sections by the number of their CI-SIS template; the data-protection section by its CISIS code. -->
  <xsl:variable name="sections" as="map(xs:string, element()*)" select="
    map:merge(
      for $section in $composition/section
      return map:entry(
        ($section/code/coding[code/@value = 'GEN-294']/'GEN-294',
         $section/code/coding[system/@value = 'urn:ietf:rfc:3986']
           /substring-after(code/@value, 'urn:oid:1.2.250.1.213.1.1.2.'), '')[1],
        $section),
      map { 'duplicates': 'combine' })"/>

  <xsl:function name="dcc:section" as="element()*">
    <xsl:param name="template" as="xs:string"/>
    <xsl:sequence select="map:get($sections, $template)"/>
  </xsl:function>

  <!-- The resources a section is made of, in its order. -->
  <xsl:function name="dcc:entries" as="element()*">
    <xsl:param name="section" as="element()*"/>
    <xsl:sequence select="$section/entry ! dcc:resource(.)"/>
  </xsl:function>

  <!-- Those with a code, whatever its system: LOINC, CISIS and our own codes never collide. -->
  <xsl:function name="dcc:with-code" as="element()*">
    <xsl:param name="candidates" as="element()*"/>
    <xsl:param name="codes" as="xs:string*"/>
    <xsl:sequence select="$candidates[code ! coding ! code ! @value = $codes]"/>
  </xsl:function>

  <!-- The person behind a PractitionerRole; a Practitioner is one already. -->
  <xsl:function name="dcc:practitioner" as="element()?">
    <xsl:param name="role" as="element()?"/>
    <xsl:sequence select="if ($role/self::Practitioner) then $role else dcc:resource($role/practitioner)"/>
  </xsl:function>

  <!-- Participants of a session or a case by the code of their type. -->
  <xsl:function name="dcc:participants" as="element()*">
    <xsl:param name="encounter" as="element()?"/>
    <xsl:param name="type" as="xs:string*"/>
    <xsl:sequence select="$encounter/participant[type/coding/code/@value = $type]"/>
  </xsl:function>

  <!-- A part of the extension dcc-attendance: mode, specialty or quorum. -->
  <xsl:function name="dcc:attendance" as="element()?">
    <xsl:param name="participant" as="element()"/>
    <xsl:param name="part" as="xs:string"/>
    <xsl:sequence select="
      ($participant/extension[@url = $ext-attendance]/extension[@url = $part]/*[not(self::extension)])[1]"/>
  </xsl:function>

</xsl:stylesheet>
