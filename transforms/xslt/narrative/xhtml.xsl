<?xml version="1.0" encoding="UTF-8"?>
<!-- XHTML of a FHIR Narrative to CDA NarrativeBlock (NarrativeBlock.xsd): every text and link is kept. -->
<xsl:stylesheet version="3.0" expand-text="yes" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:dcc="urn:dcc:xslt" xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns="urn:hl7-org:v3"
  xpath-default-namespace="http://hl7.org/fhir" exclude-result-prefixes="#all">

  <!-- The author's words of a section: text-only sections, and Narrative.status additional elsewhere. -->
  <xsl:template name="author-words">
    <xsl:param name="section" select="()"/>
    <!-- Coded sections make their own narrative: what was generated from the entries is not said twice. -->
    <xsl:param name="coded" select="true()"/>
    <xsl:variable name="text" select="$section/text"/>
    <xsl:if test="not($coded) or $text/status/@value = 'additional'">
      <xsl:apply-templates select="$text/xhtml:div/node()" mode="narrative"/>
    </xsl:if>
  </xsl:template>

  <!-- Where blocks are allowed: section.text, list items. -->
  <xsl:template match="text()" mode="narrative inline">
    <xsl:value-of select="."/>
  </xsl:template>

  <xsl:template match="xhtml:p | xhtml:pre | xhtml:blockquote | xhtml:address" mode="narrative">
    <paragraph><xsl:apply-templates mode="inline"/></paragraph>
  </xsl:template>

  <xsl:template match="xhtml:h1 | xhtml:h2 | xhtml:h3 | xhtml:h4 | xhtml:h5 | xhtml:h6" mode="narrative">
    <paragraph><content styleCode="Bold"><xsl:apply-templates mode="inline"/></content></paragraph>
  </xsl:template>

  <xsl:template match="xhtml:ul[xhtml:li] | xhtml:ol[xhtml:li]" mode="narrative">
    <list listType="{if (self::xhtml:ol) then 'ordered' else 'unordered'}">
      <xsl:for-each select="*[normalize-space(.) ne '' or .//xhtml:img]">
        <item><xsl:apply-templates select="if (self::xhtml:li) then node() else ." mode="narrative"/></item>
      </xsl:for-each>
      <xsl:if test="not(*[normalize-space(.) ne '' or .//xhtml:img])"><item/></xsl:if>
    </list>
    <!-- Words between the items, which XHTML forbids and people write. -->
    <xsl:apply-templates select="text()[normalize-space(.) ne '']" mode="narrative"/>
  </xsl:template>

  <xsl:template match="xhtml:dl" mode="narrative">
    <list listType="unordered">
      <xsl:for-each select="xhtml:dt | xhtml:dd">
        <item>
          <xsl:choose>
            <xsl:when test="self::xhtml:dt">
              <content styleCode="Bold"><xsl:apply-templates mode="inline"/></content>
            </xsl:when>
            <xsl:otherwise><xsl:apply-templates mode="narrative"/></xsl:otherwise>
          </xsl:choose>
        </item>
      </xsl:for-each>
      <xsl:if test="not(xhtml:dt | xhtml:dd)"><item><xsl:apply-templates mode="inline"/></item></xsl:if>
    </list>
  </xsl:template>

  <!-- Header rows first, then one body: the order of the NarrativeBlock. A table inside a cell becomes
       lines. -->
  <xsl:template match="xhtml:table[.//xhtml:tr/(xhtml:td | xhtml:th)]" mode="narrative">
    <xsl:variable name="heads" select="xhtml:thead/xhtml:tr[xhtml:td | xhtml:th]"/>
    <xsl:variable name="rows"
      select="(xhtml:tr | xhtml:tbody/xhtml:tr | xhtml:tfoot/xhtml:tr)[xhtml:td | xhtml:th]"/>
    <table border="0">
      <xsl:for-each select="xhtml:caption">
        <caption><xsl:value-of select="normalize-space(.)"/></caption>
      </xsl:for-each>
      <xsl:if test="$heads and $rows">
        <thead><xsl:apply-templates select="$heads" mode="narrative-row"/></thead>
      </xsl:if>
      <tbody><xsl:apply-templates select="if ($rows) then $rows else $heads" mode="narrative-row"/></tbody>
    </table>
  </xsl:template>

  <xsl:template match="xhtml:tr" mode="narrative-row">
    <tr>
      <xsl:for-each select="xhtml:td | xhtml:th">
        <xsl:element name="{local-name()}" namespace="urn:hl7-org:v3">
          <xsl:copy-of select="(@colspan | @rowspan)[. castable as xs:positiveInteger]"/>
          <xsl:apply-templates mode="inline"/>
        </xsl:element>
      </xsl:for-each>
    </tr>
  </xsl:template>

  <!-- Containers. -->
  <xsl:template match="xhtml:div | xhtml:section | xhtml:article" mode="narrative">
    <xsl:apply-templates mode="narrative"/>
    <xsl:if test="not(*[last()]/(self::xhtml:p | self::xhtml:div | self::xhtml:ul | self::xhtml:ol
        | self::xhtml:table))
      and following-sibling::node()"><br/></xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="narrative">
    <xsl:apply-templates select="." mode="inline"/>
  </xsl:template>

  <!-- Inside a line: what NarrativeBlock allows in content, paragraph and td. -->
  <xsl:template match="xhtml:br | xhtml:hr" mode="inline narrative"><br/></xsl:template>

  <xsl:template match="xhtml:b | xhtml:strong | xhtml:dt" mode="inline">
    <content styleCode="Bold"><xsl:apply-templates mode="inline"/></content>
  </xsl:template>

  <xsl:template match="xhtml:i | xhtml:em | xhtml:cite | xhtml:dfn" mode="inline">
    <content styleCode="Italics"><xsl:apply-templates mode="inline"/></content>
  </xsl:template>

  <xsl:template match="xhtml:u | xhtml:ins" mode="inline">
    <content styleCode="Underline"><xsl:apply-templates mode="inline"/></content>
  </xsl:template>

  <xsl:template match="xhtml:sub | xhtml:sup" mode="inline">
    <xsl:element name="{local-name()}" namespace="urn:hl7-org:v3"><xsl:value-of select="."/></xsl:element>
  </xsl:template>

  <!-- Only links that leave the document: its own IDs are the entries'. -->
  <xsl:template match="xhtml:a[matches(@href, '^(https?|mailto|tel):', 'i')]" mode="inline">
    <linkHtml href="{@href}"><xsl:value-of select="."/></linkHtml>
  </xsl:template>

  <xsl:template match="xhtml:img" mode="inline">
    <content styleCode="Italics">[image{@alt[. ne ''] ! (' : ' || .)}]</content>
  </xsl:template>

  <!-- Blocks where only lines are allowed: one line each. -->
  <xsl:template match="xhtml:p | xhtml:div | xhtml:li | xhtml:dd | xhtml:tr | xhtml:pre | xhtml:blockquote
    | xhtml:caption | xhtml:h1 | xhtml:h2 | xhtml:h3 | xhtml:h4 | xhtml:h5 | xhtml:h6" mode="inline">
    <xsl:if test="preceding-sibling::node()[normalize-space(.) ne '']"><br/></xsl:if>
    <xsl:if test="self::xhtml:li">- </xsl:if>
    <xsl:apply-templates mode="inline"/>
    <xsl:if test="following-sibling::text()[normalize-space(.) ne '']"><br/></xsl:if>
  </xsl:template>

  <xsl:template match="xhtml:td | xhtml:th" mode="inline">
    <xsl:if test="preceding-sibling::*"> | </xsl:if>
    <xsl:apply-templates mode="inline"/>
  </xsl:template>

  <xsl:template match="*" mode="inline">
    <xsl:apply-templates mode="inline"/>
  </xsl:template>

</xsl:stylesheet>
