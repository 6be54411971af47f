<?xml version="1.0" encoding="UTF-8"?>
<!-- The people of the header: id, J01 code, addr, telecom, name, organization. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:array="http://www.w3.org/2005/xpath-functions/array"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- The same dozen people come back thirty times in a fiche (participants, authors, performers). Each
       is written once, as a card, and copied. One card per resource of the Bundle, empty for those that
       are not roles, so that a place among $resources is a place among $cards. -->
  <xsl:variable name="cards" as="array(element())" select="array {
    /Bundle/entry/resource/* ! (if (self::PractitionerRole) then dcc:card(.) else $no-card) }"/>
  <xsl:variable name="no-card" as="element()"><dcc:card/></xsl:variable>

  <xsl:function name="dcc:card" as="element()">
    <xsl:param name="resource" as="element()"/>
    <xsl:variable name="practitioner" select="dcc:practitioner($resource)"/>
    <xsl:variable name="place" select="dcc:place-card($resource/organization)"/>
    <dcc:card specialty="{dcc:specialty($resource)}">
      <dcc:id>
        <xsl:for-each select="dcc:idnps($practitioner)">
          <id root="{$oid-idnps}" extension="{.}"/>
        </xsl:for-each>
      </dcc:id>
      <dcc:code><xsl:sequence select="dcc:j01($resource, ())"/></dcc:code>
      <dcc:contact>
        <xsl:copy-of select="$place/dcc:addr/*" copy-namespaces="no"/>
        <xsl:if test="not($place)"><addr nullFlavor="NAV"/></xsl:if>
        <xsl:call-template name="telecom">
          <xsl:with-param name="telecoms"
            select="if ($resource/telecom) then $resource/telecom else $practitioner/telecom"/>
        </xsl:call-template>
      </dcc:contact>
      <dcc:name>
        <xsl:call-template name="person-name">
          <xsl:with-param name="names" select="$practitioner/name"/>
        </xsl:call-template>
      </dcc:name>
      <xsl:sequence select="$place/dcc:organization"/>
    </dcc:card>
  </xsl:function>

  <!-- JDV_J01 code of a professional: profession (TRE_G15) and know-how (TRE_R38) in one code;
       else the role (R85). -->
  <xsl:function name="dcc:j01" as="element()">
    <xsl:param name="role" as="element()?"/>
    <!-- The specialty exercised that day, when the session says it. -->
    <xsl:param name="specialty" as="xs:string?"/>
    <xsl:variable name="profession" select="
      ($role/code ! coding[system/@value = $sys-g15] ! code ! ('G15_' || @value))[1]"/>
    <xsl:variable name="code" select="
      ($profession ! (. || '/' || ($specialty, dcc:specialty($role))[1], .))
        [dcc:designation($vs-j01, $oid-a02, .)][1]"/>
    <xsl:variable name="other" select="if ($code) then () else dcc:coding($role/code, $vs-j01)"/>
    <code>
      <xsl:choose>
        <xsl:when test="$code">
          <xsl:attribute name="code" select="$code"/>
          <xsl:attribute name="displayName" select="dcc:designation($vs-j01, $oid-a02, $code)"/>
          <xsl:attribute name="codeSystem" select="$oid-a02"/>
          <xsl:attribute name="codeSystemName" select="$name-a02"/>
        </xsl:when>
        <xsl:when test="$other">
          <xsl:call-template name="coded">
            <xsl:with-param name="coding" select="$other"/>
            <xsl:with-param name="set" select="$vs-j01"/>
          </xsl:call-template>
        </xsl:when>
        <xsl:when test="$role/code or $role/specialty">
          <xsl:attribute name="nullFlavor" select="'OTH'"/>
          <originalText>{($role/(code, specialty) ! dcc:concept-text(.))[1]}</originalText>
        </xsl:when>
        <xsl:otherwise><xsl:attribute name="nullFlavor" select="'NI'"/></xsl:otherwise>
      </xsl:choose>
    </code>
  </xsl:function>

  <!-- First ordinal specialty of a role. -->
  <xsl:function name="dcc:specialty" as="xs:string?">
    <xsl:param name="role" as="element()?"/>
    <xsl:sequence select="($role/specialty ! coding[system/@value = $sys-r38] ! code ! string(@value))[1]"/>
  </xsl:function>

  <!-- id, code, addr, telecom of a role, in the order shared by AssignedAuthor, AssignedEntity,
       AssociatedEntity. -->
  <xsl:template name="role">
    <xsl:param name="card" select="()"/>
    <!-- The specialty exercised that day and the role, when it may not be the role's own. -->
    <xsl:param name="specialty" select="()"/>
    <xsl:param name="reference" select="()"/>
    <!-- Secretaries and others who are not health professionals have no id in a participant. -->
    <xsl:param name="id-required" select="false()"/>
    <xsl:copy-of select="$card/dcc:id/*" copy-namespaces="no"/>
    <xsl:if test="$id-required and not($card/dcc:id/*)"><id nullFlavor="NI"/></xsl:if>
    <xsl:choose>
      <xsl:when test="$specialty and not($specialty = $card/@specialty)">
        <xsl:sequence select="dcc:j01(dcc:resource($reference), $specialty)"/>
      </xsl:when>
      <xsl:otherwise><xsl:copy-of select="$card/dcc:code/*" copy-namespaces="no"/></xsl:otherwise>
    </xsl:choose>
    <xsl:copy-of select="$card/dcc:contact/*" copy-namespaces="no"/>
    <xsl:if test="not($card)">
      <code nullFlavor="NI"/>
      <addr nullFlavor="NAV"/>
      <telecom nullFlavor="NAV"/>
    </xsl:if>
  </xsl:template>

  <!-- The card behind a reference; a Practitioner without role, which no record of ours has, is written
       each time. -->
  <xsl:function name="dcc:card-of" as="element()?">
    <xsl:param name="reference" as="element()?"/>
    <xsl:variable name="place" select="dcc:place($reference)"/>
    <xsl:if test="$place">
      <xsl:variable name="card" select="array:get($cards, xs:integer($place))[*]"/>
      <xsl:sequence select="
        if ($card) then $card else dcc:resource($reference)/self::Practitioner ! dcc:card(.)"/>
    </xsl:if>
  </xsl:function>

  <!-- The name of a person. -->
  <xsl:template name="role-name">
    <xsl:param name="card" select="()"/>
    <xsl:copy-of select="$card/dcc:name/*" copy-namespaces="no"/>
    <xsl:if test="not($card)"><name nullFlavor="UNK"/></xsl:if>
  </xsl:template>

  <!-- assignedPerson and representedOrganization, in an author or an assignedEntity. -->
  <xsl:template name="assigned">
    <xsl:param name="reference" select="()"/>
    <xsl:param name="specialty" select="()"/>
    <xsl:variable name="card" select="dcc:card-of($reference)"/>
    <xsl:variable name="organization" select="$card/dcc:organization"/>
    <xsl:call-template name="role">
      <xsl:with-param name="card" select="$card"/>
      <xsl:with-param name="reference" select="$reference"/>
      <xsl:with-param name="specialty" select="$specialty"/>
      <xsl:with-param name="id-required" select="true()"/>
    </xsl:call-template>
    <assignedPerson>
      <xsl:call-template name="role-name"><xsl:with-param name="card" select="$card"/></xsl:call-template>
    </assignedPerson>
    <xsl:if test="$organization">
      <representedOrganization>
        <xsl:copy-of select="$organization/*" copy-namespaces="no"/>
      </representedOrganization>
    </xsl:if>
  </xsl:template>

</xsl:stylesheet>
