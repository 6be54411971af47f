<?xml version="1.0" encoding="UTF-8"?>
<!-- participant: coordonnateur, demandeur, présentateur, médecin traitant, quorum, others,
     correspondants. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="participants">
    <xsl:variable name="coming" select="
      ($session/participant[type/coding/code/@value = ('PPRF', 'SPRF', 'CON')],
       dcc:participants($case, 'CON'))
      [not(dcc:attendance(., 'mode')/@value = ('excused', 'absent'))]"/>
    <xsl:variable name="quorum" select="$coming[dcc:attendance(., 'quorum')/@value = 'true']"/>
    <xsl:variable name="requester" select="
      (dcc:participants($case, 'REF')/individual, $inscription/requester)[1]"/>

    <xsl:for-each select="dcc:participants($session, 'PPRF')[1]">
      <xsl:call-template name="participant">
        <xsl:with-param name="type" select="'RESP'"/>
        <xsl:with-param name="comment" select="'Coordonnateur de la RCP'"/>
        <xsl:with-param name="individual" select="individual"/>
        <xsl:with-param name="specialty" select="dcc:attendance(., 'specialty')/code/@value"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="$requester">
      <xsl:call-template name="participant">
        <xsl:with-param name="type" select="'REFB'"/>
        <xsl:with-param name="comment" select="'Médecin demandeur'"/>
        <xsl:with-param name="individual" select="."/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="dcc:participants($case, 'presenter')">
      <xsl:call-template name="participant">
        <xsl:with-param name="type" select="'PRF'"/>
        <xsl:with-param name="comment" select="'Présentateur du dossier'"/>
        <xsl:with-param name="individual" select="individual"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="primary-care"/>
    <xsl:for-each select="$quorum">
      <xsl:call-template name="participant">
        <xsl:with-param name="type" select="'PRF'"/>
        <xsl:with-param name="function" select="'353'"/>
        <xsl:with-param name="comment" select="'Participant du quorum' || dcc:mode-text(.)"/>
        <xsl:with-param name="individual" select="individual"/>
        <xsl:with-param name="specialty" select="dcc:attendance(., 'specialty')/code/@value"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="$coming[not(dcc:attendance(., 'quorum')/@value = 'true')]">
      <xsl:call-template name="participant">
        <xsl:with-param name="type" select="'PRF'"/>
        <xsl:with-param name="function" select="'CORRE'"/>
        <xsl:with-param name="comment" select="'Participant hors quorum' || dcc:mode-text(.)"/>
        <xsl:with-param name="individual" select="individual"/>
        <xsl:with-param name="specialty" select="dcc:attendance(., 'specialty')/code/@value"/>
      </xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="/Bundle/entry/resource/CareTeam">
      <xsl:sort select="id/@value"/>
      <xsl:for-each select="participant[role/coding/code/@value = 'CORRE']">
        <xsl:call-template name="participant">
          <xsl:with-param name="type" select="'CON'"/>
          <xsl:with-param name="function" select="'CORRE'"/>
          <xsl:with-param name="comment" select="(role/text/@value, 'Correspondant')[1]"/>
          <xsl:with-param name="individual" select="member"/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:template>

  <!-- The médecin traitant is always said: unknown, it is a participant without anybody. -->
  <xsl:template name="primary-care">
    <xsl:variable name="pcp" select="dcc:participants($case, 'PCP')[1]"/>
    <xsl:choose>
      <xsl:when test="dcc:card-of($pcp/individual)">
        <xsl:call-template name="participant">
          <xsl:with-param name="type" select="'INF'"/>
          <xsl:with-param name="function" select="'PCP'"/>
          <xsl:with-param name="comment" select="'Médecin traitant'"/>
          <xsl:with-param name="individual" select="$pcp/individual"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="absence" select="dcc:absence($pcp/individual)"/>
        <participant typeCode="INF">
          <xsl:call-template name="function-code">
            <xsl:with-param name="function" select="'PCP'"/>
            <xsl:with-param name="comment"
              select="'Médecin traitant : ' || lower-case(dcc:null-label($absence))"/>
          </xsl:call-template>
          <time nullFlavor="UNK"/>
          <associatedEntity classCode="PROV" nullFlavor="{$absence}"/>
        </participant>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="participant">
    <xsl:param name="type" required="yes"/>
    <!-- JDV_J47 code; none: nullFlavor NA, the comment says the role. -->
    <xsl:param name="function" select="()"/>
    <xsl:param name="comment" required="yes"/>
    <xsl:param name="individual" select="()"/>
    <xsl:param name="specialty" select="()"/>
    <xsl:variable name="card" select="dcc:card-of($individual)"/>
    <xsl:variable name="organization" select="$card/dcc:organization"/>
    <participant typeCode="{$type}">
      <xsl:call-template name="function-code">
        <xsl:with-param name="function" select="$function"/>
        <xsl:with-param name="comment" select="$comment"/>
      </xsl:call-template>
      <time nullFlavor="UNK"/>
      <associatedEntity classCode="PROV">
        <xsl:call-template name="role">
          <xsl:with-param name="card" select="$card"/>
          <xsl:with-param name="reference" select="$individual"/>
          <xsl:with-param name="specialty" select="$specialty"/>
        </xsl:call-template>
        <associatedPerson>
          <xsl:call-template name="role-name">
            <xsl:with-param name="card" select="$card"/>
          </xsl:call-template>
        </associatedPerson>
        <xsl:if test="$organization">
          <scopingOrganization>
            <xsl:copy-of select="$organization/*" copy-namespaces="no"/>
          </scopingOrganization>
        </xsl:if>
      </associatedEntity>
    </participant>
  </xsl:template>

  <xsl:template name="function-code">
    <xsl:param name="function" select="()"/>
    <xsl:param name="comment" required="yes"/>
    <functionCode>
      <xsl:choose>
        <xsl:when test="$function">
          <xsl:variable name="oid" select="
            if ($function = 'PCP') then '2.16.840.1.113883.5.88'
            else if ($function = '353') then '1.2.250.1.213.1.6.1.107'
            else '1.2.250.1.213.1.1.4.2.280'"/>
          <xsl:attribute name="code" select="$function"/>
          <xsl:attribute name="displayName" select="dcc:designation($vs-j47, $oid, $function)"/>
          <xsl:attribute name="codeSystem" select="$oid"/>
        </xsl:when>
        <xsl:otherwise><xsl:attribute name="nullFlavor" select="'NA'"/></xsl:otherwise>
      </xsl:choose>
      <originalText>{$comment}</originalText>
    </functionCode>
  </xsl:template>

  <!-- How somebody took part, when it is not in the room. -->
  <xsl:function name="dcc:mode-text" as="xs:string">
    <xsl:param name="participant" as="element()"/>
    <xsl:variable name="mode" select="dcc:attendance($participant, 'mode')/@value"/>
    <xsl:sequence select="
      if ($mode = 'visio') then ' (à distance)' else if ($mode = 'written-opinion')
        then ' (avis écrit)' else ''"/>
  </xsl:function>

</xsl:stylesheet>
