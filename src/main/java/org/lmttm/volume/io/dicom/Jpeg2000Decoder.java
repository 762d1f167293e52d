package org.lmttm.volume.io.dicom;

import com.github.jaiimageio.jpeg2000.impl.IISRandomAccessIO;
import com.github.jaiimageio.jpeg2000.impl.J2KImageReadParamJava;
import java.awt.Point;
import java.io.IOException;
import java.util.Arrays;
import jj2000.j2k.codestream.HeaderInfo;
import jj2000.j2k.codestream.reader.BitstreamReaderAgent;
import jj2000.j2k.codestream.reader.CBlkInfo;
import jj2000.j2k.codestream.reader.FileBitstreamReaderAgent;
import jj2000.j2k.codestream.reader.HeaderDecoder;
import jj2000.j2k.decoder.DecoderSpecs;
import jj2000.j2k.image.DataBlkInt;
import jj2000.j2k.image.ImgDataConverter;
import jj2000.j2k.image.invcomptransf.InvCompTransf;
import jj2000.j2k.wavelet.synthesis.InverseWT;

/**
 * JPEG 2000 (ISO 15444-1) by the stages of JJ2000, which JAI Image I/O holds. They are put together here, since the
 * library's own reader takes as much memory for a block as its packet claims; between reading packets and decoding blocks
 * the claims are compared with the stream's length.
 */
final class Jpeg2000Decoder implements FrameDecoder {
    @Override
    public byte[] decode(byte[] packed, PixelLayout layout) throws IOException {
        Jpeg2000Header header = Jpeg2000Header.of(packed);
        header.check(layout);
        return Jpeg2000Complaints.heard(() -> new Stages(packed, header.start()).frame(layout));
    }

    /** The stages between a stream and its samples. */
    private static final class Stages {
        private final long length;
        private final HeaderDecoder header;
        private final DecoderSpecs specs;
        private final FileBitstreamReaderAgent packets;
        private final InvCompTransf components;

        Stages(byte[] packed, int start) throws IOException {
            length = packed.length;
            IISRandomAccessIO in = new IISRandomAccessIO(new Jpeg2000Bytes(packed));
            in.seek(start);
            J2KImageReadParamJava how = new J2KImageReadParamJava();
            HeaderInfo info = new HeaderInfo();
            header = new HeaderDecoder(in, how, info);
            specs = header.getDecoderSpecs();
            int[] depths = new int[header.getNumComps()];
            Arrays.setAll(depths, header::getOriginalBitDepth);
            packets =
                    (FileBitstreamReaderAgent) BitstreamReaderAgent.createInstance(in, header, how, specs, false, info);
            var blocks = header.createEntropyDecoder(packets, how);
            var regions = header.createROIDeScaler(blocks, how, specs);
            var coefficients = header.createDequantizer(regions, depths, specs);
            InverseWT wavelets = InverseWT.createInstance(coefficients, specs);
            wavelets.setImgResLevel(packets.getImgRes());
            components = new InvCompTransf(new ImgDataConverter(wavelets, 0), specs, depths);
        }

        byte[] frame(PixelLayout layout) throws CodecException {
            byte[] frame = new byte[Math.toIntExact(layout.frameBytes())];
            Point tiles = components.getNumTiles(null);
            for (int y = 0; y < tiles.y; y++) {
                for (int x = 0; x < tiles.x; x++) {
                    components.setTile(x, y);
                    check();
                    put(frame, layout);
                }
            }
            return frame;
        }

        /** Refuses a tile whose blocks claim more bytes than there are; a block's bytes are copied before it is decoded. */
        private void check() throws CodecException {
            for (int c = 0; c < header.getNumComps(); c++) {
                int levels = (Integer) specs.dls.getTileCompVal(packets.getTileIdx(), c);
                if (levels != specs.dls.getMin()) {
                    throw new CodecException("has tiles of different levels, which cannot be read");
                }
            }
            if (claimed(packets.getCBlkInfo()) > length) {
                throw new CodecException("is damaged: its blocks claim more bytes than it holds");
            }
        }

        /** Bytes that blocks claim, in arrays of any depth; a length without sense counts for all bytes there can be. */
        private static long claimed(Object[] parts) {
            long bytes = 0;
            for (Object part : parts) {
                if (part instanceof Object[] inner) {
                    bytes += claimed(inner);
                } else if (part instanceof CBlkInfo block) {
                    boolean sound = Arrays.stream(block.len).allMatch(n -> n >= 0)
                            && Arrays.stream(block.segLen)
                                    .allMatch(ends ->
                                            ends == null || Arrays.stream(ends).allMatch(n -> n >= 0));
                    bytes += sound ? Arrays.stream(block.len).asLongStream().sum() : Integer.MAX_VALUE;
                }
            }
            return bytes;
        }

        /** Puts the present tile's samples into a frame. */
        private void put(byte[] frame, PixelLayout layout) throws CodecException {
            int tile = packets.getTileIdx();
            int samples = layout.samples();
            int width = components.getTileCompWidth(tile, 0);
            int left = components.getCompULX(0) - header.getImgULX();
            int top = components.getCompULY(0) - header.getImgULY();
            int[] row = new int[width * samples];
            for (int y = 0; y < components.getTileCompHeight(tile, 0); y++) {
                for (int c = 0; c < samples; c++) {
                    row(y, c, width, row, samples);
                }
                Samples.put(row, frame, ((top + y) * layout.columns() + left) * samples, layout.sampleBytes());
            }
        }

        /** One component's samples along a row, within the range of their bits. */
        private void row(int y, int c, int width, int[] row, int step) {
            DataBlkInt block = new DataBlkInt(0, y, width, 1);
            DataBlkInt got = (DataBlkInt) components.getInternCompData(block, c);
            int bits = components.getNomRangeBits(c);
            boolean signed = header.isOriginalSigned(c);
            int least = signed ? -(1 << (bits - 1)) : 0;
            int most = least + (1 << bits) - 1;
            int shift = signed ? 0 : 1 << (bits - 1);
            int fraction = components.getFixedPoint(c);
            for (int x = 0; x < width; x++) {
                row[x * step + c] = Math.clamp((got.data[got.offset + x] >> fraction) + shift, least, most);
            }
        }
    }
}
