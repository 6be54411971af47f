<?xml version="1.0" encoding="UTF-8"?>
<!-- nullFlavor: FHIR reasons for absence (data-absent-reason, list-empty-reason) to HL7 v3 NullFlavor. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:variable name="null-flavors" as="xs:string" select="
    '|unknown=UNK|asked-unknown=ASKU|asked-declined=ASKU|temp-unknown=NAV|not-asked=NASK|'
    || 'masked=MSK|not-permitted=MSK|not-applicable=NA|as-text=OTH|negative-infinity=NINF|'
    || 'positive-infinity=PINF|nilknown=NA|notasked=NASK|withheld=MSK|unavailable=NAV|notstarted=NAV|'"/>

  <xsl:variable name="null-labels" as="xs:string" select="
    '|UNK=Inconnu|ASKU=Demandé, sans réponse|NAV=Non disponible à ce jour|NASK=Non demandé|'
    || 'MSK=Masqué|NA=Sans objet|OTH=Autre|'"/>

  <!-- A reason in code; anything else, silence included: NI (no information). -->
  <xsl:function name="dcc:null-flavor" as="xs:string">
    <xsl:param name="reason" as="xs:string?"/>
    <xsl:sequence select="(dcc:lookup($null-flavors, string($reason)), 'NI')[1]"/>
  </xsl:function>

  <!-- Why an element has no value: its dataAbsentReason, or the extension of that name on it or on its
       value. -->
  <xsl:function name="dcc:absence" as="xs:string">
    <xsl:param name="element" as="element()?"/>
    <xsl:sequence select="dcc:null-flavor((
      $element/dataAbsentReason ! coding ! code ! @value,
      $element/(., *) ! extension[@url = $ext-data-absent-reason] ! valueCode ! @value)[1])"/>
  </xsl:function>

  <xsl:function name="dcc:null-label" as="xs:string">
    <xsl:param name="null-flavor" as="xs:string"/>
    <xsl:sequence select="(dcc:lookup($null-labels, $null-flavor), 'Non renseigné')[1]"/>
  </xsl:function>

</xsl:stylesheet>
