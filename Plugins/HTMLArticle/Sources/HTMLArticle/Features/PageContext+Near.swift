import KZPipeKit

extension PageContext {
  /// Levels up to the nearest element of each sort, itself 0; 30 for none.
  struct Near {
    var article: Float = 30
    var main: Float = 30
    var aside: Float = 30
    var nav: Float = 30
    var figure: Float = 30
    var list: Float = 30
    var table: Float = 30
    var header: Float = 30
    var footer: Float = 30
    var section: Float = 30
    var quote: Float = 30
    var form: Float = 30
    /// Outermost list or table within six levels.
    var unit: Int32 = -1
  }

  func nearest(of start: Int) -> Near {
    var near = Near()
    var node = Int32(start)
    var level: Float = 0
    while node >= 0, level < 30 {
      let tag = page.nodes.tag[Int(node)]
      switch tag {
      case .article: near.article = min(near.article, level)
      case .main: near.main = min(near.main, level)
      case .aside: near.aside = min(near.aside, level)
      case .nav: near.nav = min(near.nav, level)
      case .figure, .figcaption: near.figure = min(near.figure, level)
      case .header: near.header = min(near.header, level)
      case .footer: near.footer = min(near.footer, level)
      case .section: near.section = min(near.section, level)
      case .blockquote: near.quote = min(near.quote, level)
      case .form: near.form = min(near.form, level)
      case .ul, .ol, .dl, .menu: near.list = min(near.list, level)
      case .table: near.table = min(near.table, level)
      default: break
      }
      if near.unit < 0, level < 6, tag.isList || tag == .table || tag == .dl { near.unit = node }
      node = page.up[Int(node)]
      level += 1
    }
    return near
  }

  /// Levels from the block up to the nearest element of each class family, 20 for none; last, of any that is boilerplate.
  func familyLevels(of block: PageReader.RawBlock) -> SIMD32<Int8> {
    let count = ClassFamilies.Mask.familyCount
    var levels = SIMD32<Int8>(repeating: 20)
    var missing: UInt32 = (1 << UInt32(count)) - 1
    var node = block.inner
    var level: Int8 = 0
    while node >= 0, level < Int8(BlockFeatures.familyLevelLimit), missing != 0 {
      let mask = page.families[Int(node)]
      if levels[count] == 20, mask & ClassFamilies.Mask.boilerplate.rawValue != 0 { levels[count] = level }
      var new = mask & missing
      while new != 0 {
        levels[new.trailingZeroBitCount] = level
        new &= new - 1
      }
      missing &= ~mask
      node = node == block.inner && block.inner != block.node ? block.node : page.up[Int(node)]
      level += 1
    }
    return levels
  }

  // MARK: Articles

  /// Place of an `article` element among those that hold prose; -1 for none, at most 20.
  func articleIndex(_ article: Int32) -> Int {
    article < 0 ? -1 : articlePlace[article] ?? -1
  }

  func isNested(_ article: Int32) -> Bool {
    let parent = page.nodes.parent[Int(article)]
    return parent >= 0 && page.articleOf[Int(parent)] >= 0
  }

  /// How far the article is from the element that holds most prose.
  func levelsToMainArticle(_ article: Int32) -> Float {
    page.nodes.levels(from: article, to: common(article, page.shareNodes[0]))
  }

  // MARK: Headings

  /// Blocks since the heading above, 99 for none.
  func headingAbove(_ index: Int) -> Float {
    met[index].heading < 0 ? 99 : min(99, Float(index - Int(met[index].heading)))
  }

  func headingLevelAbove(_ index: Int) -> Float {
    met[index].heading < 0 ? 0 : Float(page.blocks[Int(met[index].heading)].level)
  }

  /// Whether the heading above announces something else: related stories, comments, a newsletter.
  func headingAboveIsJunk(_ index: Int) -> Bool {
    guard met[index].heading >= 0 else { return false }
    return page.facts[Int(met[index].heading)].firstCues & 0b111001 != 0
  }
}
