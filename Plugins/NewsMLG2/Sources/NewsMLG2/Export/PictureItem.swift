import KZPipeKit
import KZPipeXML

extension ItemWriter {
  /// An item for a picture that the page shows by address.
  func writePictureItem(_ picture: ItemPlan.Picture, to xml: inout XMLWriter) {
    let hasOwnCodes = picture.subjects.contains { plan.entities.concepts[$0].code.scheme == .own }
    openItem("newsItem", guid: picture.guid, schemes: hasOwnCodes ? ["kzent"] : [], to: &xml)
    writeRights(holder: picture.credit.map { ($0, nil) } ?? publisher, notice: picture.credit == nil, to: &xml)
    openItemMeta(itemClass: "ninat:picture", profile: "kzpipe-picture", title: picture.headline, to: &xml)
    xml.close()
    xml.open("contentMeta")
    writeDates(to: &xml)
    writeLanguage(to: &xml)
    writeStoryTopics(to: &xml)
    for concept in picture.subjects { writeSubject(concept, isBrief: true, to: &xml) }
    xml.open("headline", mixed: true)
    xml.attribute("xml:lang", plan.item.language)
    xml.text(picture.headline)
    xml.close()
    // Without a credit the place where the picture stands is what is known of its origin.
    xml.element("creditline", picture.credit ?? publisher?.name ?? WebAddress.host(of: picture.address))
    xml.open("description", mixed: true)
    xml.attribute("role", literal: "drol:caption")
    xml.attribute("xml:lang", plan.item.language)
    xml.text(picture.caption)
    xml.close()
    xml.close()
    xml.open("contentSet")
    xml.open("remoteContent")
    xml.attribute("href", picture.address)
    xml.attribute("contenttype", literal: picture.mediaType)
    xml.attribute("rendition", literal: "rnd:web")
    xml.attribute("width", picture.width)
    xml.attribute("height", picture.height)
    xml.close()
    xml.close()
    xml.close()
  }

  /// The text and its pictures as one story.
  func writePackageItem(to xml: inout XMLWriter) {
    openItem("packageItem", guid: plan.packageGUID, schemes: ["kzgroup"], to: &xml)
    writeRights(holder: publisher, to: &xml)
    openItemMeta(itemClass: "ninat:composite", profile: "kzpipe-package", title: plan.item.headline, to: &xml)
    xml.close()
    xml.open("contentMeta")
    writeDates(to: &xml)
    writeLanguage(to: &xml)
    writeLabel("headline", plan.item.headline, to: &xml)
    xml.close()
    xml.open("groupSet")
    xml.attribute("root", literal: "root")
    xml.open("group")
    xml.attribute("id", literal: "root")
    xml.attribute("role", literal: "kzgroup:root")
    for group: StaticString in ["main", "pictures"] {
      xml.open("groupRef")
      xml.attribute("idref", literal: group)
      xml.close()
    }
    xml.close()
    xml.open("group")
    xml.attribute("id", literal: "main")
    xml.attribute("role", literal: "kzgroup:main")
    writeItemReference(plan.textGUID, itemClass: "ninat:text", title: plan.item.headline, to: &xml)
    xml.close()
    xml.open("group")
    xml.attribute("id", literal: "pictures")
    xml.attribute("role", literal: "kzgroup:pictures")
    xml.attribute("mode", literal: "pgrmod:seq")
    for picture in plan.pictures {
      writeItemReference(picture.guid, itemClass: "ninat:picture", title: picture.headline, to: &xml)
    }
    xml.close()
    xml.close()
    xml.close()
  }

  private func writeItemReference(
    _ guid: String, itemClass: StaticString, title: String, to xml: inout XMLWriter
  ) {
    xml.open("itemRef")
    xml.attribute("residref", guid)
    xml.attribute("version", plan.version.version)
    xml.attribute("contenttype", literal: Self.itemType)
    xml.open("itemClass")
    xml.attribute("qcode", literal: itemClass)
    xml.close()
    xml.open("pubStatus")
    xml.attribute("qcode", prefix: "stat:", settings.status)
    xml.close()
    writeLabel("title", title, to: &xml)
    xml.close()
  }
}
