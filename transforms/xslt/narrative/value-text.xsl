<?xml version="1.0" encoding="UTF-8"?>
<!-- A FHIR value in French words. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- Value of an Observation or of a component; no value: the reason in words. -->
  <xsl:function name="dcc:value-text" as="xs:string">
    <xsl:param name="observation" as="element()?"/>
    <xsl:variable name="text" select="
      if ($observation/valueCodeableConcept) then dcc:concept-text($observation/valueCodeableConcept)
      else if ($observation/valueBoolean) then dcc:yes-no($observation/valueBoolean/@value)
      else if ($observation/valueQuantity) then dcc:quantity-text($observation/valueQuantity)
      else ($observation/(valueString | valueInteger)/@value/string())[1]"/>
    <xsl:sequence select="
      if ($text ne '') then $text else dcc:null-label(dcc:absence($observation))"/>
  </xsl:function>

  <xsl:function name="dcc:yes-no" as="xs:string?">
    <xsl:param name="boolean" as="xs:string?"/>
    <xsl:sequence select="if ($boolean = 'true') then 'Oui' else if ($boolean = 'false') then 'Non' else ()"/>
  </xsl:function>

  <!-- 12,5; the unit unless it is an annotation such as {score}. -->
  <xsl:function name="dcc:quantity-text" as="xs:string?">
    <xsl:param name="quantity" as="element()?"/>
    <xsl:variable name="unit" select="($quantity/unit/@value, $quantity/code/@value)[1]"/>
    <xsl:sequence select="
      $quantity/value/@value/(translate(., '.', ',') || (
        if (not($unit) or starts-with($unit, '{') or $unit = ('1', 'score')) then '' else ' ' || $unit))"/>
  </xsl:function>

  <!-- All notes (Annotation), one per line. -->
  <xsl:function name="dcc:notes" as="xs:string?">
    <xsl:param name="resource" as="element()?"/>
    <xsl:sequence select="string-join($resource/note ! text ! @value, '&#10;')[. ne '']"/>
  </xsl:function>

  <!-- When an Observation was made: effectiveDateTime or the start of its period. -->
  <xsl:function name="dcc:when" as="xs:string?">
    <xsl:param name="resource" as="element()?"/>
    <xsl:sequence select="
      ($resource/effectiveDateTime, $resource/effectivePeriod ! start,
        $resource/effectiveInstant)[1] ! @value"/>
  </xsl:function>

  <!-- A professional and the place of exercise: DR Michel ZENBERGER (Centre hospitalier). -->
  <xsl:function name="dcc:role-text" as="xs:string?">
    <xsl:param name="role" as="element()?"/>
    <xsl:variable name="name" select="dcc:name-text(dcc:practitioner($role)/name)"/>
    <xsl:variable name="place" select="dcc:resource($role/organization)/name/@value"/>
    <xsl:sequence
      select="if ($name and $place) then $name || ' (' || $place || ')' else ($name, $place/string())[1]"/>
  </xsl:function>

</xsl:stylesheet>
