<?xml version="1.0" encoding="UTF-8"?>
<!-- Clinical TNM (1.3.6.1.4.1.19376.1.7.3.1.4.14.2): T, N and M are always there, null when not known. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:function name="dcc:tnm-code" as="xs:string">
    <xsl:param name="letter" as="xs:string"/>
    <xsl:sequence
      select="if ($letter = 'T') then '21905-5' else if ($letter = 'N') then '21906-3' else '21907-1'"/>
  </xsl:function>

  <!-- Why a category is absent: its own reason, else that of the whole TNM (haematology: not applicable). -->
  <xsl:function name="dcc:tnm-absence" as="xs:string">
    <xsl:param name="tnm" as="element()?"/>
    <xsl:param name="component" as="element()?"/>
    <xsl:sequence select="dcc:absence(if ($component/dataAbsentReason) then $component else $tnm)"/>
  </xsl:function>

  <!-- The examples name the edition in codeSystemName and give no codeSystemVersion. -->
  <xsl:function name="dcc:tnm-system-name" as="xs:string">
    <xsl:param name="tnm" as="element()?"/>
    <xsl:variable name="edition" select="($tnm/method/coding/code/@value[matches(., '^\d$')])[1]"/>
    <xsl:sequence select="if ($edition) then 'TNM' || $edition || 'UICC' else $name-tnm"/>
  </xsl:function>

  <xsl:template name="tnm">
    <xsl:param name="tnm" select="()"/>
    <xsl:param name="arc" required="yes"/>
    <xsl:param name="id" required="yes"/>
    <!-- Set when there is no tumour at all: every value has this nullFlavor and points to one sentence. -->
    <xsl:param name="absent" select="()"/>
    <xsl:variable name="stage" select="$tnm/valueCodeableConcept/coding[code][1]"/>
    <xsl:variable name="edition" select="$tnm/method/coding[code][1]"/>
    <entryRelationship typeCode="SUBJ" inversionInd="false">
      <observation classCode="OBS" moodCode="EVN" negationInd="false">
        <templateId root="1.3.6.1.4.1.19376.1.7.3.1.4.14.2"/>
        <xsl:sequence select="dcc:entry-id($tnm, $arc)"/>
        <code code="75620-5" displayName="Stade TNM Clinique" codeSystem="2.16.840.1.113883.6.1"
          codeSystemName="LOINC"/>
        <text><reference value="#{$id}"/></text>
        <statusCode code="completed"/>
        <xsl:call-template name="effective-period">
          <xsl:with-param name="low" select="dcc:when($tnm)"/>
          <xsl:with-param name="always-low" select="true()"/>
        </xsl:call-template>
        <value xsi:type="CD">
          <xsl:if test="not($stage or $edition)">
            <xsl:attribute name="nullFlavor" select="($absent, dcc:absence($tnm))[1]"/>
          </xsl:if>
          <xsl:if test="$stage">
            <qualifier>
              <name code="21909-7" displayName="Stade clinique" codeSystem="2.16.840.1.113883.6.1"
                codeSystemName="LOINC"/>
              <value xsi:type="CD">
                <xsl:call-template name="tnm-coded">
                  <xsl:with-param name="coding" select="$stage"/>
                  <xsl:with-param name="tnm" select="$tnm"/>
                </xsl:call-template>
              </value>
            </qualifier>
          </xsl:if>
          <xsl:if test="$edition">
            <qualifier>
              <name code="21917-0" displayName="Version TNM Classification" codeSystem="2.16.840.1.113883.6.1"
                codeSystemName="LOINC"/>
              <value xsi:type="CD">
                <xsl:call-template name="tnm-coded">
                  <xsl:with-param name="coding" select="$edition"/>
                  <xsl:with-param name="tnm" select="$tnm"/>
                </xsl:call-template>
              </value>
            </qualifier>
          </xsl:if>
        </value>
        <xsl:for-each select="'T', 'N', 'M'">
          <xsl:variable name="component" select="dcc:with-code($tnm/component, dcc:tnm-code(.))[1]"/>
          <xsl:variable name="coding" select="$component/valueCodeableConcept/coding[code][1]"/>
          <entryRelationship typeCode="COMP">
            <observation classCode="OBS" moodCode="EVN">
              <xsl:call-template name="simple-observation">
                <xsl:with-param name="arc" select="$arc || '.' || position()"/>
                <xsl:with-param name="code" select="dcc:tnm-code(.)"/>
                <xsl:with-param name="display" select="'TNM Clinique ' || ."/>
                <xsl:with-param name="loinc" select="true()"/>
                <xsl:with-param name="reference" select="if ($absent) then $id else $id || '-' || ."/>
                <xsl:with-param name="date" select="$coding ! dcc:when($tnm)"/>
              </xsl:call-template>
              <value xsi:type="CD">
                <xsl:choose>
                  <xsl:when test="$coding">
                    <xsl:call-template name="tnm-coded">
                      <xsl:with-param name="coding" select="$coding"/>
                      <xsl:with-param name="tnm" select="$tnm"/>
                    </xsl:call-template>
                  </xsl:when>
                  <xsl:when test="$component/(valueCodeableConcept/text | valueString)">
                    <xsl:attribute name="nullFlavor" select="'OTH'"/>
                    <originalText><reference value="#{$id}-{.}"/></originalText>
                  </xsl:when>
                  <xsl:otherwise>
                    <xsl:attribute name="nullFlavor"
                      select="($absent, dcc:tnm-absence($tnm, $component))[1]"/>
                  </xsl:otherwise>
                </xsl:choose>
              </value>
            </observation>
          </entryRelationship>
        </xsl:for-each>
      </observation>
    </entryRelationship>
  </xsl:template>

  <xsl:template name="tnm-coded">
    <xsl:param name="coding" required="yes"/>
    <xsl:param name="tnm" select="()"/>
    <xsl:attribute name="code" select="$coding/code/@value"/>
    <xsl:attribute name="displayName" select="($coding/display, $coding/code)[1]/@value"/>
    <xsl:attribute name="codeSystem" select="$oid-tnm"/>
    <xsl:attribute name="codeSystemName" select="dcc:tnm-system-name($tnm)"/>
  </xsl:template>

</xsl:stylesheet>
