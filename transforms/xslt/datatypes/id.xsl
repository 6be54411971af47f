<?xml version="1.0" encoding="UTF-8"?>
<!-- II: identifiers of people and places, ids of entries. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- An identifier whose system is an OID; the others have no place in a CDA. -->
  <xsl:template name="ii">
    <xsl:param name="identifier" select="()"/>
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

  <!-- Id of an entry: the UUID of its resource, else the local id under the id of this document; without a
       resource an arc under the id of this document. -->
  <xsl:function name="dcc:entry-id" as="element()">
    <xsl:param name="resource" as="element()?"/>
    <xsl:param name="arc" as="xs:string?"/>
    <xsl:variable name="id" select="$resource/id ! string(@value)"/>
    <xsl:choose>
      <xsl:when test="empty($id)"><id root="{$document-id}.{$arc}"/></xsl:when>
      <xsl:when test="dcc:is-uuid($id)"><id root="{upper-case($id)}"/></xsl:when>
      <xsl:otherwise><id root="{$document-id}" extension="{local-name($resource)}/{$id}"/></xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- 8-4-4-4-12 hexadecimal digits; a regular expression costs fifty times as much in SaxonJS. -->
  <xsl:function name="dcc:is-uuid" as="xs:boolean">
    <xsl:param name="id" as="xs:string"/>
    <xsl:sequence select="translate($id, '123456789abcdefABCDEF', '000000000000000000000')
      = '00000000-0000-0000-0000-000000000000'"/>
  </xsl:function>

  <!-- IDNPS of a professional: as recorded, else "8" and the RPPS number. -->
  <xsl:function name="dcc:idnps" as="xs:string?">
    <xsl:param name="practitioner" as="element()?"/>
    <xsl:sequence select="(
      dcc:identifier($practitioner, $id-idnps), dcc:identifier($practitioner, $id-rpps) ! ('8' || .))[1]"/>
  </xsl:function>

  <!-- IDNST of an establishment: as recorded, else "1" and the FINESS number. -->
  <xsl:function name="dcc:idnst" as="xs:string?">
    <xsl:param name="organization" as="element()?"/>
    <xsl:sequence select="(
      dcc:identifier($organization, $id-idnst), dcc:identifier($organization, $id-finess) ! ('1' || .))[1]"/>
  </xsl:function>

  <xsl:function name="dcc:identifier" as="xs:string?">
    <xsl:param name="resource" as="element()?"/>
    <xsl:param name="system" as="xs:string"/>
    <xsl:sequence select="($resource/identifier ! .[system/@value = $system] ! value ! string(@value))[1]"/>
  </xsl:function>

</xsl:stylesheet>
