/// What `kzpipe init` writes. The page and everybody on it are invented.
enum Starter {
  static let pipeline = """
    # A pipeline for kzpipe. Check it with: kzpipe lint pipeline.yaml
    # What can stand here: kzpipe stages, and kzpipe stages NAME for the options of one.
    kzpipe: 1

    input:
      # Files, directories and patterns, relative to this file. Inputs on the command line replace them.
      paths: [pages]

    pipeline:
      # Takes a page apart and decides what belongs to the article. Each takes the media types it knows.
      clean: [html_article, text_article]
      # Makes an article of the page: headline, authors, dates, pictures, body.
      parse: [news_article]
      # Adds what the text says.
      enrich:
        - language
        - entities
        - dates
        - quotations
        - topics
      # Writes the article. Every stage has a directory of its own in the output directory.
      export:
        - newsml_g2:
            provider: {name: Example Desk, uri: "https://example.com/"}
            # Domain and year of who gives out the identifiers (RFC 4151).
            guid_authority: "example.com,2026"
        - article_json

    output:
      directory: out

    # What comes out, checked by: kzpipe test pipeline.yaml
    tests:
      - name: the first page
        input: pages/first-page.html
        expect:
          headline: Village library lends out telescopes
          authors: [{name: Dana Example}]
          text_contains: twelve were gone

    # dead_letter: {directory: out/dead-letter}    # where failed documents go
    # no_article: skip                             # leave out pages without an article instead of reporting them
    # limits: {document_seconds: 10, document_bytes: 33554432, in_flight: 64}
    # plugins: ["../my-modules"]                   # more places to look for stage modules

    """

  static let page = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
      <meta charset="utf-8">
      <title>Village library lends out telescopes - The Example Courier</title>
      <link rel="canonical" href="https://courier.example/culture/library-telescopes">
      <meta property="article:published_time" content="2026-03-14T09:30:00+05:00">
    </head>
    <body>
      <nav><a href="/">Home</a> <a href="/culture">Culture</a> <a href="/sport">Sport</a></nav>
      <article>
        <h1>Village library lends out telescopes</h1>
        <p class="byline">By Dana Example</p>
        <p>The library of the village of Example Hill has begun to lend out telescopes, and the first twelve were gone
          within an hour of opening on Saturday.</p>
        <figure><img src="telescope.jpg" alt="A telescope on a hill">
          <figcaption>Readers set up a borrowed telescope behind the library. (Photo: The Example Courier)</figcaption></figure>
        <p>"We wanted people to look up from their screens," librarian Marat Sample said as he stamped the last loan card
          of the morning. "Nobody expected a queue around the building."</p>
        <p>The instruments were paid for by a collection among the readers. They may be kept for two weeks, and a printed
          chart of the spring sky comes with each of them.</p>
      </article>
      <footer>All rights reserved. Subscribe to our newsletter.</footer>
    </body>
    </html>

    """
}
