using Buildpacks.Net.Shared;

namespace Buildpacks.Net.Export;

/// <summary>Passes the tar of a layer on to a copy, if there is one, and reports from time to time how much there was.</summary>
/// <param name="copy">The copy, which is not disposed; null for none.</param>
/// <param name="layer">The layer's identifier.</param>
/// <param name="progress">Receives the reports.</param>
internal sealed class ReportingStream(Stream? copy, string layer, IProgress<LayerProgress> progress) : WriteOnlyStream
{
    private const long Step = 8 * 1024 * 1024;
    private long _written;
    private long _reported;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        copy?.Write(buffer);
        _written += buffer.Length;
        if (_written - _reported >= Step)
        {
            _reported = _written;
            progress.Report(new LayerProgress(layer, LayerState.Preparing, _written));
        }
    }

    public override void Flush() => copy?.Flush();
}
