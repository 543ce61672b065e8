/// Version of kzpipe, as `--version`, dead letters and records state it.
public enum Version {
  public static let text = "0.1.0"
}
