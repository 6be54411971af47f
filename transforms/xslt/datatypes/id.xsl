<?xml version="1.0" encoding="UTF-8"?>
<!-- II: identifiers of people and places, ids of entries. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- An identifier whose system is an OID; the others have no place in a CDA. -->
  <xsl:template name="ii">
    <xsl:param name="identifier" as="element()?"/>
    <xsl:choose>
      <xsl:when test="starts-with($identifier/system/@value, 'urn:oid:')">
        <id root="{substring-after($identifier/system/@value, 'urn:oid:')}"
          extension="{$identifier/value/@value}"/>
      </xsl:when>
      <xsl:otherwise><id nullFlavor="{dcc:absence($identifier)}"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- urn:uuid: and urn:oid: values are roots by themselves; UUIDs in upper case as the examples write
       them. -->
  <xsl:function name="dcc:uri-root" as="xs:string?">
    <xsl:param name="uri" as="xs:string?"/>
    <xsl:sequence select="
      if (starts-with($uri, 'urn:uuid:')) then upper-case(substring($uri, 10))
      else if (starts-with($uri, 'urn:oid:')) then substring($uri, 9) else ()"/>
  </xsl:function>

  <!-- Id of an entry that is one resource: its UUID, else its local id under the id of this document. -->
  <xsl:template name="entry-id">
    <xsl:param name="resource" as="element()"/>
    <xsl:variable name="id" select="string($resource/id/@value)"/>
    <xsl:choose>
      <xsl:when test="matches($id, '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$')">
        <id root="{upper-case($id)}"/>
      </xsl:when>
      <xsl:otherwise><id root="{$document-id}" extension="{local-name($resource)}/{$id}"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Id of what has no resource of its own: an arc under the id of this document. -->
  <xsl:template name="arc-id">
    <xsl:param name="arc" as="xs:string"/>
    <id root="{$document-id}.{$arc}"/>
  </xsl:template>

  <!-- IDNPS of a professional: as recorded, else "8" and the RPPS number. -->
  <xsl:function name="dcc:idnps" as="xs:string?">
    <xsl:param name="practitioner" as="element()?"/>
    <xsl:sequence select="(
      $practitioner/identifier[system/@value = $id-idnps]/value/@value/string(),
      $practitioner/identifier[system/@value = $id-rpps]/value/@value/concat('8', .))[1]"/>
  </xsl:function>

  <!-- IDNST of an establishment: as recorded, else "1" and the FINESS number. -->
  <xsl:function name="dcc:idnst" as="xs:string?">
    <xsl:param name="organization" as="element()?"/>
    <xsl:sequence select="(
      $organization/identifier[system/@value = $id-idnst]/value/@value/string(),
      $organization/identifier[system/@value = $id-finess]/value/@value/concat('1', .))[1]"/>
  </xsl:function>

</xsl:stylesheet>
