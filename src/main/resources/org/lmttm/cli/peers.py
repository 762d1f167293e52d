# Times other programs at what `lmttm bench volume` measures: size, repeats, a gzip-compressed NIfTI file.
# Prints one JSON object; what is not installed is left out.
import json, sys, time

size, repeat, packed = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
result = {}


def measure(name, work):
    work()
    seconds = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    result[name] = seconds


try:
    import numpy as np

    t = np.linspace(-1, 1, size) * 6 * np.pi
    s, c = np.sin(t).astype(np.float32), np.cos(t).astype(np.float32)
    x, y, z = np.s_[None, None, :], np.s_[None, :, None], np.s_[:, None, None]
    gyroid = (s[x] * c[y] + s[y] * c[z] + s[z] * c[x]).astype(np.float32)
except ImportError:
    gyroid = None

if gyroid is not None:
    try:
        import vtk
        from vtk.util import numpy_support

        image = vtk.vtkImageData()
        image.SetDimensions(size, size, size)
        image.GetPointData().SetScalars(numpy_support.numpy_to_vtk(gyroid.ravel(), deep=False))
        edges = vtk.vtkFlyingEdges3D()
        edges.SetInputData(image)
        edges.SetValue(0, 0.0)
        edges.SetComputeNormals(True)
        edges.SetComputeGradients(False)
        edges.SetComputeScalars(False)

        def extract():
            edges.Modified()
            edges.Update()

        measure("vtk_flying_edges", extract)
    except ImportError:
        pass
    try:
        from skimage.measure import marching_cubes

        measure("skimage_marching_cubes", lambda: marching_cubes(gyroid, 0.0))
    except ImportError:
        pass
    try:
        import nibabel

        measure("nibabel_gzip", lambda: np.asanyarray(nibabel.load(packed).dataobj))
    except ImportError:
        pass
print(json.dumps(result))
