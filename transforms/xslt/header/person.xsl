<?xml version="1.0" encoding="UTF-8"?>
<!-- The people and places of the header: id, J01 code, addr, telecom, name, organization. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- JDV_J01 code of a professional: profession (TRE_G15) and know-how (TRE_R38) in one code; else the
       role (R85). -->
  <xsl:template name="j01">
    <xsl:param name="role" as="element()?"/>
    <!-- The specialty exercised that day, when the session says it. -->
    <xsl:param name="specialty" as="xs:string?"/>
    <xsl:variable name="profession" select="
      ($role/code/coding[system/@value = $sys-g15]/code/@value/concat('G15_', .))[1]"/>
    <xsl:variable name="skill" select="
      ($specialty, $role/specialty/coding[system/@value = $sys-r38]/code/@value/string())[1]"/>
    <xsl:variable name="code" select="
      ($profession ! (concat(., '/', $skill), .))[dcc:designation($vs-j01, $oid-a02, .)][1]"/>
    <xsl:variable name="other" select="dcc:coding($role/code, $vs-j01)"/>
    <xsl:choose>
      <xsl:when test="$code">
        <code code="{$code}" displayName="{dcc:designation($vs-j01, $oid-a02, $code)}" codeSystem="{$oid-a02}"
          codeSystemName="{$name-a02}"/>
      </xsl:when>
      <xsl:when test="$other">
        <code>
          <xsl:call-template name="coded">
            <xsl:with-param name="coding" select="$other"/>
            <xsl:with-param name="set" select="$vs-j01"/>
          </xsl:call-template>
        </code>
      </xsl:when>
      <xsl:when test="$role/code or $role/specialty">
        <code nullFlavor="OTH">
          <originalText>{($role/(code, specialty) ! dcc:concept-text(.))[1]}</originalText>
        </code>
      </xsl:when>
      <xsl:otherwise><code nullFlavor="NI"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- id, code, addr, telecom of a role, in the order shared by AssignedAuthor, AssignedEntity,
       AssociatedEntity. -->
  <xsl:template name="role">
    <xsl:param name="role" as="element()?"/>
    <xsl:param name="specialty" as="xs:string?"/>
    <!-- Secretaries and others who are not health professionals have no id in a participant. -->
    <xsl:param name="id-required" as="xs:boolean" select="false()"/>
    <xsl:variable name="practitioner" select="dcc:practitioner($role)"/>
    <xsl:variable name="organization" select="dcc:resource($role/organization)"/>
    <xsl:call-template name="idnps">
      <xsl:with-param name="practitioner" select="$practitioner"/>
      <xsl:with-param name="required" select="$id-required"/>
    </xsl:call-template>
    <xsl:call-template name="j01">
      <xsl:with-param name="role" select="$role"/>
      <xsl:with-param name="specialty" select="$specialty"/>
    </xsl:call-template>
    <xsl:call-template name="addr">
      <xsl:with-param name="addresses" select="$organization/address"/>
    </xsl:call-template>
    <xsl:call-template name="telecom">
      <xsl:with-param name="telecoms"
        select="if ($role/telecom) then $role/telecom else $practitioner/telecom"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="idnps">
    <xsl:param name="practitioner" as="element()?"/>
    <xsl:param name="required" as="xs:boolean" select="false()"/>
    <xsl:variable name="idnps" select="dcc:idnps($practitioner)"/>
    <xsl:choose>
      <xsl:when test="$idnps"><id root="{$oid-idnps}" extension="{$idnps}"/></xsl:when>
      <xsl:when test="$required"><id nullFlavor="NI"/></xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- id, name, telecom, addr, standardIndustryClassCode of an Organization. -->
  <xsl:template name="organization">
    <xsl:param name="organization" as="element()?"/>
    <xsl:param name="industry" as="xs:boolean" select="true()"/>
    <xsl:call-template name="idnst">
      <xsl:with-param name="organization" select="$organization"/>
    </xsl:call-template>
    <name>{$organization/name/@value}</name>
    <xsl:call-template name="telecom">
      <xsl:with-param name="telecoms" select="$organization/telecom"/>
    </xsl:call-template>
    <xsl:call-template name="addr">
      <xsl:with-param name="addresses" select="$organization/address"/>
    </xsl:call-template>
    <xsl:variable name="setting" select="dcc:coding($organization/type, $vs-j04)"/>
    <xsl:if test="$industry and $setting">
      <standardIndustryClassCode>
        <xsl:call-template name="coded">
          <xsl:with-param name="coding" select="$setting"/>
          <xsl:with-param name="set" select="$vs-j04"/>
        </xsl:call-template>
      </standardIndustryClassCode>
    </xsl:if>
  </xsl:template>

  <xsl:template name="idnst">
    <xsl:param name="organization" as="element()?"/>
    <xsl:variable name="idnst" select="dcc:idnst($organization)"/>
    <xsl:if test="$idnst"><id root="{$oid-idnst}" extension="{$idnst}"/></xsl:if>
  </xsl:template>

  <!-- assignedPerson and representedOrganization, in an author or an assignedEntity. -->
  <xsl:template name="assigned">
    <xsl:param name="role" as="element()?"/>
    <xsl:param name="specialty" as="xs:string?"/>
    <xsl:variable name="organization" select="dcc:resource($role/organization)"/>
    <xsl:call-template name="role">
      <xsl:with-param name="role" select="$role"/>
      <xsl:with-param name="specialty" select="$specialty"/>
      <xsl:with-param name="id-required" select="true()"/>
    </xsl:call-template>
    <assignedPerson>
      <xsl:call-template name="person-name">
        <xsl:with-param name="names" select="dcc:practitioner($role)/name"/>
      </xsl:call-template>
    </assignedPerson>
    <xsl:if test="$organization">
      <representedOrganization>
        <xsl:call-template name="organization">
          <xsl:with-param name="organization" select="$organization"/>
        </xsl:call-template>
      </representedOrganization>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
