<?xml version="1.0" encoding="UTF-8"?>
<!-- Conclusion of a report (CRO, CR-ACP, CR-GM): who made the act, who wrote, who took the sample. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dcc="urn:dcc:xslt" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <xsl:template name="conclusion-narrative">
    <xsl:param name="id" required="yes"/>
    <xsl:param name="performer" required="yes"/>
    <xsl:variable name="specimen" select="dcc:resource(specimen)"/>
    <table border="0">
      <tbody>
        <xsl:if test="$specimen">
          <xsl:sequence select="dcc:row('Prélèvement', (), $specimen/type ! dcc:concept-text(.))"/>
          <xsl:sequence select="dcc:row('Date du prélèvement', (),
            (dcc:date-fr(dcc:collected($specimen)), dcc:null-label('UNK'))[1])"/>
          <xsl:sequence select="dcc:row('Préleveur', (),
            dcc:role-text(dcc:resource($specimen/collection/collector)))"/>
        </xsl:if>
        <xsl:sequence select="dcc:row('Date', (), (dcc:date-fr(dcc:when(.)), dcc:null-label('UNK'))[1])"/>
        <xsl:for-each select="performer ! dcc:resource(.)">
          <xsl:sequence select="dcc:row($performer, (), dcc:role-text(.))"/>
        </xsl:for-each>
        <xsl:sequence select="dcc:row('Titre de l''examen', (), code/text/@value)"/>
        <xsl:sequence select="dcc:row('Conclusion', $id, dcc:value-text(.))"/>
        <xsl:sequence select="dcc:row('Date du compte rendu', (), dcc:date-fr(issued/@value))"/>
      </tbody>
    </table>
  </xsl:template>

  <xsl:function name="dcc:collected" as="xs:string?">
    <xsl:param name="specimen" as="element()?"/>
    <xsl:variable name="collection" select="$specimen/collection"/>
    <xsl:sequence
      select="($collection/collectedDateTime/@value, $collection/collectedPeriod/start/@value)[1]"/>
  </xsl:function>

  <xsl:template name="conclusion">
    <xsl:param name="id" required="yes"/>
    <xsl:param name="code" required="yes"/>
    <xsl:param name="display" required="yes"/>
    <xsl:variable name="specimen" select="dcc:resource(specimen)"/>
    <entry>
      <observation classCode="OBS" moodCode="EVN">
        <templateId root="1.3.6.1.4.1.19376.1.5.3.1.4.13"/>
        <templateId root="1.2.250.1.213.1.1.3.48"/>
        <xsl:sequence select="dcc:entry-id(., ())"/>
        <xsl:call-template name="observation-code">
          <xsl:with-param name="code" select="$code"/>
          <xsl:with-param name="display" select="$display"/>
          <xsl:with-param name="loinc" select="true()"/>
        </xsl:call-template>
        <text><reference value="#{$id}"/></text>
        <statusCode code="completed"/>
        <xsl:call-template name="effective-period">
          <xsl:with-param name="low" select="dcc:when(.)"/>
          <xsl:with-param name="high" select="effectivePeriod/end/@value"/>
        </xsl:call-template>
        <xsl:call-template name="original-text">
          <xsl:with-param name="reference" select="$id"/>
          <xsl:with-param name="observation" select="."/>
        </xsl:call-template>
        <xsl:for-each select="performer">
          <performer>
            <assignedEntity>
              <xsl:call-template name="assigned"><xsl:with-param name="reference"
                select="."/></xsl:call-template>
            </assignedEntity>
          </performer>
        </xsl:for-each>
        <xsl:variable name="issued" select="issued/@value"/>
        <xsl:for-each select="performer[last()]">
          <author>
            <time>
              <xsl:call-template name="ts"><xsl:with-param name="date" select="$issued"/></xsl:call-template>
            </time>
            <assignedAuthor>
              <xsl:call-template name="assigned"><xsl:with-param name="reference"
                select="."/></xsl:call-template>
            </assignedAuthor>
          </author>
        </xsl:for-each>
        <xsl:if test="$specimen/collection">
          <xsl:call-template name="sampler">
            <xsl:with-param name="collector" select="$specimen/collection/collector"/>
            <xsl:with-param name="date" select="dcc:collected($specimen)"/>
          </xsl:call-template>
        </xsl:if>
      </observation>
    </entry>
  </xsl:template>

  <!-- participant PRF: who took the sample, and when. -->
  <xsl:template name="sampler">
    <xsl:param name="collector" select="()"/>
    <xsl:param name="date" select="()"/>
    <xsl:variable name="card" select="dcc:card-of($collector)"/>
    <xsl:variable name="organization" select="dcc:resource(dcc:resource($collector)/organization)"/>
    <participant contextControlCode="OP" typeCode="PRF">
      <time>
        <xsl:call-template name="ts"><xsl:with-param name="date" select="$date"/></xsl:call-template>
      </time>
      <participantRole>
        <xsl:call-template name="role"><xsl:with-param name="card" select="$card"/></xsl:call-template>
        <playingEntity>
          <xsl:call-template name="role-name">
            <xsl:with-param name="card" select="$card"/>
          </xsl:call-template>
        </playingEntity>
        <xsl:if test="$organization">
          <scopingEntity>
            <xsl:call-template name="idnst">
              <xsl:with-param name="organization" select="$organization"/>
            </xsl:call-template>
            <desc>{$organization/name/@value}</desc>
          </scopingEntity>
        </xsl:if>
      </participantRole>
    </participant>
  </xsl:template>

</xsl:stylesheet>
