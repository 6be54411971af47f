<?xml version="1.0" encoding="UTF-8"?>
<!-- recordTarget: identity of the patient (RNIV), qualified by an INS or known by its IPP only. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="recordTarget">
    <xsl:variable name="qualified" select="
      $patient/extension[@url = $ext-identity-reliability]/extension[@url = 'identityStatus']
        /valueCoding/code/@value = 'VALI'"/>
    <xsl:variable name="ins" select="$patient/identifier[system/@value = $ins-systems][$qualified]"/>
    <xsl:variable name="ipp" select="$patient/identifier[type/coding/code/@value = 'PI']"/>
    <recordTarget>
      <patientRole>
        <!-- An INS that is not qualified never leaves the establishment (référentiel INS, RNIV). -->
        <xsl:for-each select="$ins[1], $ipp">
          <xsl:call-template name="ii"><xsl:with-param name="identifier" select="."/></xsl:call-template>
        </xsl:for-each>
        <xsl:if test="empty(($ins, $ipp))"><id nullFlavor="NI"/></xsl:if>
        <xsl:call-template name="addr">
          <xsl:with-param name="addresses" select="$patient/address"/>
        </xsl:call-template>
        <xsl:call-template name="telecom">
          <xsl:with-param name="telecoms" select="$patient/telecom"/>
        </xsl:call-template>
        <patient classCode="PSN">
          <xsl:call-template name="patient-name"/>
          <xsl:call-template name="gender"/>
          <birthTime>
            <xsl:call-template name="ts">
              <xsl:with-param name="date" select="$patient/birthDate/@value"/>
              <xsl:with-param name="absent" select="dcc:absence($patient/birthDate)"/>
            </xsl:call-template>
          </birthTime>
          <xsl:apply-templates
            select="$patient/contact[relationship/coding/code/@value = 'GUARD'][1]" mode="guardian"/>
          <xsl:call-template name="birthplace"/>
        </patient>
      </patientRole>
    </recordTarget>
  </xsl:template>

  <!-- Birth name and first names (BR), all the given names of the birth certificate, names in use (CL). -->
  <xsl:template name="patient-name">
    <xsl:variable name="birth"
      select="($patient/name[use/@value = 'official'], $patient/name[use/@value = 'maiden'],
      $patient/name[not(use/@value = 'usual')])[1]"/>
    <xsl:variable name="usual" select="$patient/name[use/@value = 'usual'][1]"/>
    <xsl:variable name="given-list" select="
      ($birth/extension[@url = $ext-birth-list-given-name]/valueString/@value/string(),
       string-join($birth/given/@value, ' '))[. ne ''][1]"/>
    <name>
      <xsl:for-each select="$birth/family"><family qualifier="BR">{@value}</family></xsl:for-each>
      <xsl:if test="$given-list"><given>{$given-list}</given></xsl:if>
      <xsl:for-each select="$birth/given[1]"><given qualifier="BR">{@value}</given></xsl:for-each>
      <xsl:for-each select="$usual/family"><family qualifier="CL">{@value}</family></xsl:for-each>
      <xsl:for-each select="$usual/given[1]"><given qualifier="CL">{@value}</given></xsl:for-each>
    </name>
  </xsl:template>

  <!-- JDV_J143. FHIR's other has no code there. -->
  <xsl:template name="gender">
    <xsl:choose>
      <xsl:when test="$patient/gender/@value = 'male'">
        <administrativeGenderCode code="M" displayName="Masculin" codeSystem="2.16.840.1.113883.5.1"/>
      </xsl:when>
      <xsl:when test="$patient/gender/@value = 'female'">
        <administrativeGenderCode code="F" displayName="Féminin" codeSystem="2.16.840.1.113883.5.1"/>
      </xsl:when>
      <xsl:otherwise>
        <administrativeGenderCode code="U" displayName="Inconnu" codeSystem="2.16.840.1.113883.5.1"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="contact" mode="guardian">
    <guardian>
      <xsl:call-template name="addr"><xsl:with-param name="addresses" select="address"/></xsl:call-template>
      <xsl:call-template name="telecom"><xsl:with-param name="telecoms" select="telecom"/></xsl:call-template>
      <guardianPerson>
        <xsl:call-template name="person-name"><xsl:with-param name="names" select="name"/></xsl:call-template>
      </guardianPerson>
    </guardian>
  </xsl:template>

  <!-- county = INSEE code (COG) of the town, or of the country for a person born abroad. -->
  <xsl:template name="birthplace">
    <xsl:variable name="place" select="$patient/extension[@url = $ext-birth-place]/valueAddress"/>
    <xsl:variable name="cog" select="
      ($place/extension[@url = $ext-insee-code]/valueCoding/code/@value, $place/district/@value)[1]"/>
    <xsl:if test="$place">
      <birthplace>
        <place>
          <addr>
            <xsl:if test="$cog"><county>{$cog}</county></xsl:if>
            <xsl:for-each select="$place/city"><city>{@value}</city></xsl:for-each>
            <xsl:for-each select="$place/country"><country>{@value}</country></xsl:for-each>
          </addr>
        </place>
      </birthplace>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
